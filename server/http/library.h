// cpp-httplib, in one of the two states in which it may be used: 0.44 or newer as it is, or 0.11
// (Debian 12) inside http/guarded_library. What lies between has holes of its own in the handling
// of bodies and headers (CVE-2026-34441, CVE-2026-45372); the build fetches a newer one then.
#pragma once

#include <httplib.h>

#ifdef DOCTOR_OLD_HTTPLIB
#include "http/guarded_library.h"
#endif

namespace doctor::http {

#ifdef DOCTOR_OLD_HTTPLIB
using Library = GuardedLibrary;
inline constexpr bool kFitForNetworks = false;
#else
using Library = httplib::Server;
inline constexpr bool kFitForNetworks = true;
#endif

}  // namespace doctor::http
