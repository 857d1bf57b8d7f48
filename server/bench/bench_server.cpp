// bench_server EXECUTABLE LOG LAUNCHER: start-up, calls and memory of the server over stdio. Prints
// rows of a Markdown table; LOG is a small log.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "bench/server_process.h"
#include "json/json.h"

namespace {

using Clock = std::chrono::steady_clock;
using doctor::Json;
using doctor::bench::ServerProcess;

double milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string request(int id, const std::string& method, Json params) {
  params["_meta"] = {{"io.modelcontextprotocol/protocolVersion", "2026-07-28"},
                     {"io.modelcontextprotocol/clientCapabilities", Json::object()}};
  return doctor::json::print(
      {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
}

std::string call(int id, const std::string& tool, Json arguments) {
  return request(id, "tools/call", {{"name", tool}, {"arguments", std::move(arguments)}});
}

// Median and best time from starting the process to the answer of `line`.
std::pair<double, double> spawn_to_answer(const std::vector<std::string>& command,
                                          const std::string& line) {
  constexpr int kRuns = 25;
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) {
    const auto start = Clock::now();
    ServerProcess server(command);
    server.send(line);
    server.receive();
    times.push_back(milliseconds(Clock::now() - start));
  }
  return {median(times), *std::min_element(times.begin(), times.end())};
}

double serial_median_us(ServerProcess& server, const std::function<std::string(int)>& line) {
  constexpr int kRuns = 2000;
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) {
    const std::string text = line(i);
    const auto start = Clock::now();
    server.send(text);
    server.receive();
    times.push_back(milliseconds(Clock::now() - start) * 1000);
  }
  return median(times);
}

// Requests per second with 64 under way.
double pipelined_per_second(ServerProcess& server, const std::function<std::string(int)>& line) {
  constexpr int kRuns = 20000;
  constexpr int kWindow = 64;
  const auto start = Clock::now();
  for (int i = 0; i < kRuns + kWindow; ++i) {
    if (i >= kWindow) server.receive();
    if (i < kRuns) server.send(line(i));
  }
  return kRuns / std::chrono::duration<double>(Clock::now() - start).count();
}

// Resident memory in MB, from /proc (Linux only; 0 elsewhere).
double resident_mb(pid_t pid, const std::string& field) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field)) return std::stod(line.substr(field.size() + 1)) / 1024;
  }
  return 0;
}

void row(const std::string& what, double value, const std::string& unit,
         const std::string& target) {
  std::cout << "| " << what << " | " << std::fixed << std::setprecision(value < 10 ? 2 : 0) << value
            << " " << unit << " | " << target << " |\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_server EXECUTABLE LOG LAUNCHER\n";
    return 2;
  }
  const std::vector<std::string> serve{argv[1], "serve"};
  std::ostringstream log;
  log << std::ifstream(argv[2]).rdbuf();
  const auto classify = [&](int id) { return call(id, "classify_error", {{"log", log.str()}}); };
  const auto look_up = [](int id) {
    return call(id, "lookup_limitation", {{"query", "catch_unwind is not caught"}});
  };

  const std::string first = request(0, "server/discover", Json::object());
  const auto discover = spawn_to_answer(serve, first);
  row("spawn → answer to server/discover, median", discover.first, "ms", "5 ms at most");
  row("spawn → answer to server/discover, best", discover.second, "ms", "");
  const auto launch = spawn_to_answer({"sh", argv[3]}, first);
  row("launch.sh with a build → answer to server/discover, median", launch.first, "ms", "50 ms");
  row("launch.sh with a build → answer to server/discover, best", launch.second, "ms", "");
  row("spawn → first classify_error answer, median", spawn_to_answer(serve, classify(0)).first,
      "ms", "60 ms");

  ServerProcess server(serve);
  server.send(first);
  server.receive();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  row("idle resident memory", resident_mb(server.pid(), "VmRSS:"), "MB", "12 MB");
  row("small classify_error, serial p50", serial_median_us(server, classify), "µs", "200 µs");
  row("lookup_limitation, serial p50", serial_median_us(server, look_up), "µs", "");
  row("lookup_limitation, pipelined", pipelined_per_second(server, look_up), "/s", "30,000/s");
  row("resident memory after all that", resident_mb(server.pid(), "VmRSS:"), "MB", "");
}
