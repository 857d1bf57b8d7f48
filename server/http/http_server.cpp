#include "http/http_server.h"

#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "http/endpoint.h"
#include "http/event_stream.h"
#include "http/library.h"
#include "http/workers.h"
#include "rpc/bell.h"
#include "rpc/line_writer.h"

namespace doctor::http {
namespace {

using Clock = std::chrono::steady_clock;

// Each connection keeps a thread for as long as it is open. select() in older libraries ends at
// 1,024 descriptors.
constexpr std::size_t kMostConnections = 256;
constexpr std::size_t kRequestsPerConnection = 1'000'000;
constexpr time_t kReadSeconds = 5;
constexpr time_t kWriteSeconds = 10;
// How often a quiet stream looks whether its client is still there, and speaks.
constexpr std::chrono::milliseconds kLook{250};
constexpr std::chrono::seconds kKeepAlive{15};
// What an answer that is ready gets to leave when the server ends.
constexpr std::chrono::milliseconds kFlushTime{5};

// The library's threads: larger stacks than its own, and no more than are needed.
class Queue : public httplib::TaskQueue {
 public:
  // void in old versions, bool in new ones.
  using Taken = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));

  Taken enqueue(std::function<void()> task) override { return Taken(workers_.run(task)); }
  void shutdown() override { workers_.finish(); }

 private:
  Workers workers_{kMostConnections};
};

// Counts what is under way, so that an end can wait for it.
class Gauge {
 public:
  void enter() {
    const std::lock_guard lock(mutex_);
    ++count_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) empty_.notify_all();
  }
  // Waits no longer than `wait`.
  void wait_empty(std::chrono::milliseconds wait) {
    std::unique_lock lock(mutex_);
    empty_.wait_for(lock, wait, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable empty_;
  int count_ = 0;
};

// One request that is under way.
class Turn {
 public:
  explicit Turn(std::shared_ptr<Gauge> gauge) : gauge_(std::move(gauge)) { gauge_->enter(); }
  ~Turn() { gauge_->leave(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  const std::shared_ptr<Gauge> gauge_;
};

Request take_request(const httplib::Request& request) {
  Request plain{request.method, request.target, {}};
  for (const auto& [name, value] : request.headers) {
    plain.headers.emplace_back(text::lower(name), text::trim(value));
  }
  return plain;
}

// Writes one turn of a stream; false ends it early.
class Pump {
 public:
  Pump(std::shared_ptr<EventStream> stream, std::function<void()> disconnected)
      : stream_(std::move(stream)), disconnected_(std::move(disconnected)) {}

  bool turn(httplib::DataSink& sink) {
    if (const std::optional<std::string> line = stream_->take(kLook)) {
      const std::string text = event(*line);
      if (!sink.write(text.data(), text.size())) return gone();
      spoke_ = Clock::now();
    } else if (!stream_->ended()) {
      if (!sink.is_writable()) return gone();
      if (Clock::now() - spoke_ > kKeepAlive) {
        if (!sink.write(kKeepAliveComment.data(), kKeepAliveComment.size())) return gone();
        spoke_ = Clock::now();
      }
    }
    if (stream_->ended()) sink.done();
    return true;
  }

  // However the stream ended: a client that did not hear its end has gone away.
  void finish(bool success) {
    if (!success) gone();
  }

 private:
  bool gone() {
    if (disconnected_) std::exchange(disconnected_, {})();
    return false;
  }

  const std::shared_ptr<EventStream> stream_;
  std::function<void()> disconnected_;
  Clock::time_point spoke_ = Clock::now();
};

void send_reply(Reply reply, httplib::Response& response, std::shared_ptr<Turn> turn = nullptr) {
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.set_header(name, value);
  if (!reply.stream) {
    if (!reply.body.empty()) {
      response.set_header("Content-Type", "application/json");
      response.body = std::move(reply.body);
    }
    return;
  }
  response.set_header("Cache-Control", "no-cache");
  response.set_header("X-Accel-Buffering", "no");
  const auto pump = std::make_shared<Pump>(reply.stream, std::move(reply.disconnected));
  response.set_chunked_content_provider(
      "text/event-stream",
      [pump](std::size_t /*offset*/, httplib::DataSink& sink) { return pump->turn(sink); },
      [pump, turn = std::move(turn)](bool success) { pump->finish(success); });
}

// The library's own option lets a second server share the port without a word.
void keep_port_alone(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// Where the library can: connections on which nothing is under way need not wait for the end.
template <typename AnyLibrary>
void close_idle(AnyLibrary& library) {
  if constexpr (requires { library.close_idle(); }) library.close_idle();
}

}  // namespace

LibraryFacts library_facts() {
  return {CPPHTTPLIB_VERSION, kFitForNetworks};
}

class HttpServer::Impl {
 public:
  Impl(const mcp::Server& server, Options options)
      : options_(std::move(options)),
        health_(json::print({{"status", "ok"}, {"version", server.identity().version}})),
        endpoint_(server, options_.replica) {
    library_.new_task_queue = [] { return new Queue; };  // the library deletes it
    library_.set_socket_options(keep_port_alone);
    library_.set_tcp_nodelay(true);  // else each answer takes 40 ms
    library_.set_keep_alive_max_count(kRequestsPerConnection);
    library_.set_keep_alive_timeout(kIdleSeconds);
    library_.set_read_timeout(kReadSeconds);
    library_.set_write_timeout(kWriteSeconds);
    library_.set_payload_max_length(kMostBodyBytes);
    library_.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, std::exception_ptr error) {
          report(std::move(error));
          send_reply(refusal(500, "Internal Server Error"), response);
        });
    library_.set_error_handler(httplib::Server::Handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          if (response.body.empty()) send_reply(explain(request, response.status), response);
        }));
    set_handlers();
  }

  Result<int> listen() {
    const int port =
        options_.port == 0
            ? library_.bind_to_any_port(options_.host)
            : (library_.bind_to_port(options_.host, options_.port) ? options_.port : -1);
    if (port > 0) return port;
    return Problem{"cannot listen on " + options_.host + " port " + std::to_string(options_.port) +
                       ": is the port in use, and the address one of this machine?",
                   {}};
  }

  void run() {
    started_ = true;
    if (!stopping_) library_.listen_after_bind();
    finished_ = true;
  }

  void stop() {
    stopping_ = true;
    // The library forgets a stop that comes while it starts.
    while (started_ && !finished_ && !library_.is_running()) std::this_thread::yield();
    endpoint_.stop();
    close_idle(library_);
    gauge_->wait_empty(rpc::kGrace);
    std::this_thread::sleep_for(kFlushTime);
    library_.stop();  // cuts off what still streams
  }

 private:
  static void report(std::exception_ptr error) {
    try {
      std::rethrow_exception(std::move(error));
    } catch (const std::exception& known) {
      log::error(std::string("while serving HTTP: ") + known.what());
    } catch (...) {
      log::error("while serving HTTP: unknown exception");
    }
  }

  // The checks come before the body is read; a body that was not read ends its connection.
  void set_handlers() {
    const auto bodiless = [this](const httplib::Request& request, httplib::Response& response) {
      auto turn = std::make_shared<Turn>(gauge_);
      send_reply(answer(take_request(request)), response, std::move(turn));
    };
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                  const httplib::ContentReader& reader) {
      auto turn = std::make_shared<Turn>(gauge_);
      send_reply(answer(take_request(request), reader), response, std::move(turn));
    };
    const std::string any = ".*";
    library_.Get(any, bodiless);
    library_.Options(any, bodiless);
    library_.Post(any, with_body);
    library_.Put(any, with_body);
    library_.Patch(any, with_body);
    library_.Delete(any, with_body);
  }

  // What the library refused by itself: mostly methods that it does not route.
  Reply explain(const httplib::Request& request, int status) const {
    const bool was_read = !request.method.empty() && !request.headers.empty();
    if (was_read && (status == 400 || status == 404)) {
      if (std::optional<Reply> found = refused(options_.admission, take_request(request))) {
        return *found;
      }
    }
    return refusal(status, "Bad Request: this is not HTTP as it is served here");
  }

  Reply answer(const Request& request) {
    if (std::optional<Reply> refusal = refused(options_.admission, request)) return *refusal;
    if (request.method == "DELETE") return endpoint_.end_session(request);
    return {200, health_};
  }

  Reply answer(const Request& request, const httplib::ContentReader& reader) {
    if (request.method != "POST") return answer(request);
    if (std::optional<Reply> refusal = refused(options_.admission, request)) return *refusal;
    std::string body;
    bool large = false;
    const auto deadline = Clock::now() + kBodyTime;
    const bool complete = reader([&](const char* data, std::size_t size) {
      large = body.size() + size > kMostBodyBytes;
      if (large || Clock::now() > deadline) return false;
      body.append(data, size);
      return true;
    });
    if (large) return too_large();
    if (!complete) return refusal(408, "Request Timeout: the body did not come, or not in time");
    return endpoint_.post(request, body);
  }

  const Options options_;
  const std::string health_;
  const std::shared_ptr<Gauge> gauge_ = std::make_shared<Gauge>();
  std::atomic<bool> started_{false};
  std::atomic<bool> finished_{false};
  std::atomic<bool> stopping_{false};
  Endpoint endpoint_;
  Library library_;  // last: its threads use the rest
};

HttpServer::HttpServer(const mcp::Server& server, Options options)
    : impl_(std::make_unique<Impl>(server, std::move(options))) {}
HttpServer::~HttpServer() = default;

Result<int> HttpServer::listen() {
  return impl_->listen();
}

void HttpServer::run() {
  impl_->run();
}

void HttpServer::stop() {
  impl_->stop();
}

int serve_http(const mcp::Server& server, const Options& options,
               const std::function<void(const std::string& url)>& listening) {
  rpc::Bell bell;
  const rpc::SignalBell signals(bell);
  HttpServer http(server, options);
  const Result<int> port = http.listen();
  if (!port.ok()) {
    log::error(port.problem().str());
    return EXIT_FAILURE;
  }
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.host + "]" : options.host;
  listening("http://" + host + ":" + std::to_string(port.value()) + std::string(kEndpoint));
  std::thread runner([&http] { http.run(); });
  pollfd end{bell.fd(), POLLIN, 0};
  while (poll(&end, 1, -1) < 0 && errno == EINTR) {
  }
  http.stop();
  // Nothing may be destroyed under connections that are idle and calls that do not stop.
  std::_Exit(EXIT_SUCCESS);
}

}  // namespace doctor::http
