#include "mcp/subscriptions.h"

#include <utility>

#include "mcp/protocol.h"

namespace doctor::mcp {
namespace {

constexpr const char* kTools = "toolsListChanged";
constexpr const char* kPrompts = "promptsListChanged";
constexpr const char* kResources = "resourcesListChanged";
constexpr const char* kUris = "resourceSubscriptions";

// A client's list of resources is cut to this many.
constexpr std::size_t kMaxUris = 1024;

bool is_true(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && *member == true;
}

}  // namespace

ChangeFilter ChangeFilter::read(const Json& notifications) {
  ChangeFilter filter{is_true(notifications, kTools),
                      is_true(notifications, kPrompts),
                      is_true(notifications, kResources),
                      {}};
  const auto uris = notifications.find(kUris);
  if (uris == notifications.end() || !uris->is_array()) return filter;
  for (const Json& uri : *uris) {
    if (uri.is_string() && filter.uris.size() < kMaxUris) filter.uris.insert(uri);
  }
  return filter;
}

Json ChangeFilter::print() const {
  Json notifications = Json::object();
  if (tools) notifications[kTools] = true;
  if (prompts) notifications[kPrompts] = true;
  if (resources) notifications[kResources] = true;
  if (!uris.empty()) notifications[kUris] = uris;
  return notifications;
}

std::shared_ptr<void> Subscriptions::add(ChangeFilter filter, Send send) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = ++last_;
  subscribers_.emplace(number, Subscriber{std::move(filter), std::move(send)});
  return {this, [number](Subscriptions* all) {
            const std::lock_guard end(all->mutex_);
            all->subscribers_.erase(number);
          }};
}

void Subscriptions::tools_changed() {
  tell(kToolsChanged, Json::object(), [](const ChangeFilter& filter) { return filter.tools; });
}

void Subscriptions::prompts_changed() {
  tell(kPromptsChanged, Json::object(), [](const ChangeFilter& filter) { return filter.prompts; });
}

void Subscriptions::resources_changed() {
  tell(kResourcesChanged, Json::object(),
       [](const ChangeFilter& filter) { return filter.resources; });
}

void Subscriptions::resource_updated(const std::string& uri) {
  tell(kResourceUpdated, {{"uri", uri}},
       [&](const ChangeFilter& filter) { return filter.uris.contains(uri); });
}

// The lock is held while sending, so that nobody is told anything after the end of a subscription.
void Subscriptions::tell(std::string_view method, const Json& params,
                         const std::function<bool(const ChangeFilter&)>& wants) {
  const std::lock_guard lock(mutex_);
  for (const auto& [number, subscriber] : subscribers_) {
    if (wants(subscriber.filter)) subscriber.send(method, params);
  }
}

}  // namespace doctor::mcp
