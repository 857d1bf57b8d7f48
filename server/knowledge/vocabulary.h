// The closed sets of words an entry may use.
#pragma once

#include <span>
#include <string_view>

namespace doctor::knowledge {

std::span<const std::string_view> areas();
std::span<const std::string_view> kinds();
std::span<const std::string_view> statuses();
std::span<const std::string_view> evidences();
std::span<const std::string_view> backends();
std::span<const std::string_view> stages();       // in the order of enum Stage
std::span<const std::string_view> confidences();  // in the order of enum Confidence
std::span<const std::string_view> fix_languages();
std::span<const std::string_view> fix_scopes();

}  // namespace doctor::knowledge
