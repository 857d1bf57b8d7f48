// Who wants to hear of what changes in the server's lists and resources.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "json/json.h"

namespace doctor::mcp {

// Which changes somebody asked for.
struct ChangeFilter {
  bool tools = false;
  bool prompts = false;
  bool resources = false;
  std::set<std::string> uris;  // updates of single resources

  // The notifications object of subscriptions/listen, and back. Members of another type than the
  // protocol's count as not asked for.
  static ChangeFilter read(const Json& notifications);
  Json print() const;
};

// Shared by all connections of a process. Thread-safe.
class Subscriptions {
 public:
  using Send = std::function<void(std::string_view method, Json params)>;

  // `send` is called for each change that passes the filter, by the thread that tells of it, until
  // the returned value is gone; this object must outlive that.
  std::shared_ptr<void> add(ChangeFilter filter, Send send);

  void tools_changed();
  void prompts_changed();
  void resources_changed();
  void resource_updated(const std::string& uri);

 private:
  struct Subscriber {
    ChangeFilter filter;
    Send send;
  };

  void tell(std::string_view method, const Json& params,
            const std::function<bool(const ChangeFilter&)>& wants);

  std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Subscriber> subscribers_;
};

}  // namespace doctor::mcp
