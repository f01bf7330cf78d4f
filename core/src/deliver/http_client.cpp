// SPDX-License-Identifier: MIT
#include "deliver/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <optional>

namespace hedgerow::internal {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t max_answer_body = 1'000;

struct multi_handle {
  CURLM* handle;
  multi_handle() {
    static const CURLcode once = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(once);
    handle = ::curl_multi_init();
  }
  ~multi_handle() { ::curl_multi_cleanup(handle); }
};

struct easy_handle {
  CURL* handle = ::curl_easy_init();
  curl_slist* headers = nullptr;
  ~easy_handle() {
    ::curl_easy_cleanup(handle);
    ::curl_slist_free_all(headers);
  }
};

std::size_t keep_body(char* data, std::size_t, std::size_t size, void* to) {
  auto& body = *static_cast<std::string*>(to);
  body.append(data, std::min(size, max_answer_body - body.size()));
  return size;
}

http_answer no_answer(std::string why, bool cancelled = false) {
  http_answer out;
  out.error = std::move(why);
  out.cancelled = cancelled;
  return out;
}

void set_up(easy_handle& easy, const http_request& request, const std::string& body,
            http_answer& answer, char* error_text) {
  CURL* h = easy.handle;
  easy.headers = ::curl_slist_append(easy.headers, "Content-Type: application/json");
  if (request.gzip) easy.headers = ::curl_slist_append(easy.headers, "Content-Encoding: gzip");
  // No "Expect: 100-continue": servers that do not know it cost a second each.
  easy.headers = ::curl_slist_append(easy.headers, "Expect:");
  ::curl_easy_setopt(h, CURLOPT_URL, request.url.c_str());
  ::curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(h, CURLOPT_HTTPHEADER, easy.headers);
  ::curl_easy_setopt(h, CURLOPT_USERAGENT, "hedgerow/" HEDGEROW_VERSION);
  ::curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  ::curl_easy_setopt(h, CURLOPT_POSTFIELDS, body.data());
  ::curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  ::curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  // A resolver that hangs must not hold up the end of the process.
  ::curl_easy_setopt(h, CURLOPT_QUICK_EXIT, 1L);
  ::curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
  ::curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
  ::curl_easy_setopt(h, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // The certificates of the system can be replaced for the process, as with OpenSSL's own tools.
  if (const char* file = std::getenv("SSL_CERT_FILE"); file != nullptr && *file != '\0')
    ::curl_easy_setopt(h, CURLOPT_CAINFO, file);
  ::curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep_body);
  ::curl_easy_setopt(h, CURLOPT_WRITEDATA, &answer.body);
  ::curl_easy_setopt(h, CURLOPT_ERRORBUFFER, error_text);
}

void read_answer(CURL* h, CURLcode code, const char* error_text, http_answer& out) {
  if (code != CURLE_OK) {
    const std::string_view detail = error_text;
    out.error = std::string(detail.empty() ? ::curl_easy_strerror(code) : detail);
    return;
  }
  long status = 0;
  ::curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  curl_header* header = nullptr;
  if (::curl_easy_header(h, "Retry-After", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
    out.retry_after = header->value;
}

}  // namespace

struct http_client::impl {
  std::optional<multi_handle> multi;  ///< from the first request on: libcurl takes time to start
  std::atomic<CURLM*> wakeable{nullptr};
  std::atomic<bool> cancelled{false};
  std::atomic<clock::rep> latest{clock::time_point::max().time_since_epoch().count()};

  clock::time_point end(clock::time_point deadline) const noexcept {
    return std::min(deadline, clock::time_point(clock::duration(latest.load())));
  }

  /// @return false when libcurl cannot be set up
  bool set_up_once() {
    if (!multi) wakeable.store(multi.emplace().handle);
    return multi->handle != nullptr;
  }
  /// What was changed before is seen: by this, or by run(), which looks at it after set_up_once().
  void wake() noexcept {
    if (CURLM* const handle = wakeable.load(); handle != nullptr) ::curl_multi_wakeup(handle);
  }

  /// @return false when it was broken off
  bool run(CURL* handle, clock::time_point deadline, CURLcode& result) {
    for (;;) {
      int running = 0;
      ::curl_multi_perform(multi->handle, &running);
      int left = 0;
      while (const CURLMsg* message = ::curl_multi_info_read(multi->handle, &left)) {
        if (message->msg == CURLMSG_DONE && message->easy_handle == handle) {
          result = message->data.result;
          return true;
        }
      }
      const auto rest =
          std::chrono::ceil<std::chrono::milliseconds>(end(deadline) - clock::now()).count();
      if (cancelled.load() || rest <= 0) return false;
      constexpr std::int64_t longest_wait = 1'000;
      ::curl_multi_poll(multi->handle, nullptr, 0,
                        static_cast<int>(std::min<std::int64_t>(rest, longest_wait)), nullptr);
    }
  }
};

http_client::http_client() : impl_(std::make_unique<impl>()) {}
http_client::~http_client() = default;

http_answer http_client::post(const http_request& request, clock::time_point deadline) {
  if (impl_->cancelled.load()) return no_answer("broken off", true);
  const std::string body = request.gzip ? gzip(request.body) : request.body;
  http_answer answer;
  char error_text[CURL_ERROR_SIZE] = {};
  if (!impl_->set_up_once()) return no_answer("libcurl could not be set up");
  easy_handle easy;
  if (easy.handle == nullptr) return no_answer("libcurl could not be set up");
  set_up(easy, request, body, answer, error_text);
  if (::curl_multi_add_handle(impl_->multi->handle, easy.handle) != CURLM_OK)
    return no_answer("libcurl did not take the request");
  CURLcode result = CURLE_OK;
  const bool finished = impl_->run(easy.handle, deadline, result);
  if (finished) read_answer(easy.handle, result, error_text, answer);
  ::curl_multi_remove_handle(impl_->multi->handle, easy.handle);
  if (!finished) return no_answer("no answer by the deadline", true);
  return answer;
}

void http_client::cancel() noexcept {
  impl_->cancelled.store(true);
  impl_->wake();
}

void http_client::hurry(clock::time_point deadline) noexcept {
  impl_->latest.store(deadline.time_since_epoch().count());
  impl_->wake();
}

}  // namespace hedgerow::internal
