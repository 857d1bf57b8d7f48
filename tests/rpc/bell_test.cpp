#include "rpc/bell.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>

namespace doctor::rpc {
namespace {

bool rang(const Bell& bell) {
  pollfd end{bell.fd(), POLLIN, 0};
  return poll(&end, 1, 0) == 1;
}

TEST(Bell, StaysRung) {
  Bell bell;
  EXPECT_FALSE(rang(bell));
  for (int i = 0; i < 100'000; ++i) bell.ring();  // more than a pipe holds
  EXPECT_TRUE(rang(bell));
  EXPECT_TRUE(rang(bell));
}

TEST(Bell, RemembersWhenItWasNoticedFirst) {
  Bell bell;
  const auto first = bell.noticed();
  bell.ring();
  EXPECT_EQ(bell.noticed(), first);
  EXPECT_LE(first, Bell::Clock::now());
}

TEST(SignalBell, SignalsRingAndTheFormerActionsComeBack) {
  std::signal(SIGHUP, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Bell bell;
    const SignalBell signals(bell);
    std::raise(SIGPIPE);
    EXPECT_FALSE(rang(bell));
    std::raise(signal);
    EXPECT_TRUE(rang(bell));
  }
  struct sigaction action {};
  sigaction(SIGHUP, nullptr, &action);
  EXPECT_EQ(action.sa_handler, SIG_IGN);
  std::signal(SIGHUP, SIG_DFL);
}

}  // namespace
}  // namespace doctor::rpc
