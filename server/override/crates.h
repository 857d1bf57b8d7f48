// Which crate an override must name when the affected code moved from one crate to another between
// versions.
#pragma once

#include <string>
#include <vector>

#include "knowledge/entry.h"

namespace doctor::override {

// Sentences about the crate in this version: that it is outside the affected versions and which
// crate is affected there, or, without a version, which versions of it are. Without a crate, one
// sentence that lists all of them.
std::vector<std::string> crate_advice(const knowledge::Entry& entry, const std::string& crate,
                                      const std::string& version);

}  // namespace doctor::override
