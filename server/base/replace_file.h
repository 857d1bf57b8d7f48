// The one place where the product writes a file that it did not make: on a person's command, all or
// nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor {

// Puts `after` in the place of the regular file `path`, whose content must still be `before`;
// without `before` the file, and the last folder of its path, are made, and nothing may be there.
// The content is written to a file beside it, flushed to the disk and renamed, so that no reader
// ever sees half of it; mode and owner stay. Refused, with nothing changed: a link or anything else
// that is no regular file, a file with several names (hard links), one that may not be written,
// content that is not `before`. Returns the Problem, or nothing where it is done.
std::optional<Problem> replace_file(const std::string& path,
                                    const std::optional<std::string>& before,
                                    std::string_view after);

}  // namespace doctor
