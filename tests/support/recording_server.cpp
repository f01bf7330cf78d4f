// SPDX-License-Identifier: MIT
#include "support/recording_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <httplib.h>

namespace hedgerow::test {

struct recording_server::impl {
  httplib::Server server;
  std::thread thread;
  int port = 0;

  mutable std::mutex lock;
  mutable std::condition_variable changed;
  std::deque<scripted_answer> next;
  scripted_answer always;
  std::vector<recorded_request> requests;

  void handle(const httplib::Request& request, httplib::Response& response) {
    recorded_request seen{
        request.method, request.target, {}, request.body, std::chrono::steady_clock::now()};
    for (const auto& [name, value] : request.headers) {
      std::string lower = name;
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](unsigned char c) { return std::tolower(c); });
      // What the server itself adds to the headers is not the client's doing.
      if (lower.rfind("remote_", 0) != 0 && lower.rfind("local_", 0) != 0)
        seen.headers[lower] = value;
    }
    scripted_answer answer;
    {
      std::lock_guard guard(lock);
      answer = always;
      if (!next.empty()) {
        answer = std::move(next.front());
        next.pop_front();
      }
    }
    std::this_thread::sleep_for(answer.delay);
    response.status = answer.status;
    for (const auto& [name, value] : answer.headers)
      response.set_header(name, value);
    response.set_content(answer.body, "application/json");
    std::lock_guard guard(lock);
    requests.push_back(std::move(seen));
    changed.notify_all();
  }
};

recording_server::recording_server() : impl_(std::make_unique<impl>()) {
  const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
    impl_->handle(request, response);
  };
  impl_->server.Post(".*", handler);
  impl_->server.Get(".*", handler);
  // One connection a request: the destructor does not wait for idle ones.
  impl_->server.set_keep_alive_max_count(1);
  impl_->server.set_payload_max_length(256u << 20);
  impl_->port = impl_->server.bind_to_any_port("127.0.0.1");
  if (impl_->port <= 0) throw std::runtime_error("no free port on 127.0.0.1");
  impl_->thread = std::thread([this] { impl_->server.listen_after_bind(); });
  while (!impl_->server.is_running())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

recording_server::~recording_server() {
  impl_->server.stop();
  impl_->thread.join();
}

int recording_server::port() const {
  return impl_->port;
}
std::string recording_server::url() const {
  return "http://127.0.0.1:" + std::to_string(impl_->port);
}

void recording_server::answer_next(scripted_answer answer) {
  std::lock_guard guard(impl_->lock);
  impl_->next.push_back(std::move(answer));
}
void recording_server::answer_always(scripted_answer answer) {
  std::lock_guard guard(impl_->lock);
  impl_->always = std::move(answer);
}

std::vector<recorded_request> recording_server::requests() const {
  std::lock_guard guard(impl_->lock);
  return impl_->requests;
}

bool recording_server::wait_for(std::size_t count, std::chrono::milliseconds patience) const {
  std::unique_lock guard(impl_->lock);
  return impl_->changed.wait_for(guard, patience, [&] { return impl_->requests.size() >= count; });
}

silent_server::silent_server() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no free port on 127.0.0.1");
  port_ = ntohs(address.sin_port);
}

// The kernel completes the handshake of connections in the backlog; nobody ever reads them.
silent_server::~silent_server() {
  ::close(listener_);
}

std::string silent_server::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

}  // namespace hedgerow::test
