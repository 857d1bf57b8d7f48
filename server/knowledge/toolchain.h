// Which nightly a text speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace doctor::knowledge {

// The date of the pin ("2026-05-20") that `text` names: "nightly-2026-05-20", a toolchain's path
// with it, a plain date, or what rustc says of itself ("rustc 1.97.0-nightly (e50aa6fba
// 2026-05-19)"), whose commit is a day older than the pin. Nothing for a stable release or any
// other text.
std::optional<std::string> nightly_date(std::string_view text);

// True where the text names a stable or beta toolchain ("stable", "1.95.0", "rustc 1.95.0 (…)").
bool is_stable(std::string_view text);

}  // namespace doctor::knowledge
