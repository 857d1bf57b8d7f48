// Request state under HMAC-SHA-256 with a key that replicas share.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/result.h"
#include "mcp/state_seal.h"

namespace doctor::conformance {

// The sealed text is `SECONDS.STATE.MAC`: when it was made, the state in hexadecimal, and the code
// over both and the purpose.
class HmacSeal : public mcp::StateSeal {
 public:
  static constexpr std::chrono::seconds kLifetime{600};
  using Clock = std::function<std::chrono::seconds()>;  // since 1970

  HmacSeal(std::string key, Clock clock);

  std::string seal(std::string_view purpose, const Json& state) const override;
  std::optional<Json> open(std::string_view purpose, std::string_view text) const override;

 private:
  std::string code(std::string_view purpose, std::string_view text) const;

  const std::string key_;
  const Clock clock_;
};

// The key in `file`, which is made with random bytes, for its owner only, where it does not exist.
Result<std::string> key_from(const std::string& file);

// A key of this process alone.
Result<std::string> random_key();

}  // namespace doctor::conformance
