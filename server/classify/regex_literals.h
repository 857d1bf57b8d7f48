// Which plain texts must occur in whatever a regular expression matches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace doctor::classify {

// Every match of `pattern` (RE2 syntax) contains at least one of the returned texts, compared
// without regard to ASCII case; they are in lower case. Empty where no such set is known, as for
// "[a-z]+".
std::vector<std::string> required_literals(std::string_view pattern);

// True for a literal that stands in so many lines of good builds that it hardly tells them from
// others: the start of a store path, of an address, of a place in the source.
bool is_commonplace(std::string_view literal);

}  // namespace doctor::classify
