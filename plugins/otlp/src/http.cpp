// SPDX-License-Identifier: MIT
#include "http.hpp"

#include <stdexcept>

#include <curl/curl.h>
#include <zlib.h>

namespace otlp {

namespace {

constexpr std::size_t max_answer = 64 * 1024;

/// The gzip form of `text`; empty when zlib fails.
std::string compressed(const std::string& text) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = ::deflate(&stream, Z_FINISH);
  out.resize(result == Z_STREAM_END ? stream.total_out : 0);
  ::deflateEnd(&stream);
  return out;
}

std::size_t keep_some(char* data, std::size_t, std::size_t size, void* to) {
  auto& body = *static_cast<std::string*>(to);
  body.append(data, std::min(size, max_answer - std::min(max_answer, body.size())));
  return size;
}

int stop_asked(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

}  // namespace

struct poster::impl {
  CURL* curl = nullptr;
  curl_slist* plain = nullptr;
  curl_slist* zipped = nullptr;
  bool gzip = false;
};

poster::poster(const options& o, const std::atomic<bool>& stop) : impl_(std::make_unique<impl>()) {
  impl& i = *impl_;
  i.curl = ::curl_easy_init();
  if (i.curl == nullptr) throw std::runtime_error("libcurl cannot start");
  i.gzip = o.gzip;
  for (curl_slist** list : {&i.plain, &i.zipped}) {
    *list = ::curl_slist_append(*list, "Content-Type: application/json");
    *list = ::curl_slist_append(*list, "Expect:");  // no round trip before a large body
    for (const auto& [name, text] : o.headers)
      *list = ::curl_slist_append(*list, (name + ": " + text).c_str());
  }
  i.zipped = ::curl_slist_append(i.zipped, "Content-Encoding: gzip");
  ::curl_easy_setopt(i.curl, CURLOPT_URL, o.url.c_str());
  ::curl_easy_setopt(i.curl, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(i.curl, CURLOPT_USERAGENT, "hedgerow-otlp/" PLUGIN_VERSION);
  ::curl_easy_setopt(i.curl, CURLOPT_TIMEOUT_MS, static_cast<long>(o.timeout.count()));
  ::curl_easy_setopt(i.curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(i.curl, CURLOPT_WRITEFUNCTION, keep_some);
  ::curl_easy_setopt(i.curl, CURLOPT_NOPROGRESS, 0L);
  ::curl_easy_setopt(i.curl, CURLOPT_XFERINFOFUNCTION, stop_asked);
  ::curl_easy_setopt(i.curl, CURLOPT_XFERINFODATA, &stop);
}

poster::~poster() {
  ::curl_easy_cleanup(impl_->curl);
  ::curl_slist_free_all(impl_->plain);
  ::curl_slist_free_all(impl_->zipped);
}

answer poster::post(const std::string& json) {
  impl& i = *impl_;
  answer a;
  const std::string zipped = i.gzip ? compressed(json) : std::string();
  const std::string& body = zipped.empty() ? json : zipped;
  ::curl_easy_setopt(i.curl, CURLOPT_HTTPHEADER, zipped.empty() ? i.plain : i.zipped);
  ::curl_easy_setopt(i.curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  ::curl_easy_setopt(i.curl, CURLOPT_POSTFIELDS, body.c_str());
  ::curl_easy_setopt(i.curl, CURLOPT_WRITEDATA, &a.body);
  const CURLcode result = ::curl_easy_perform(i.curl);
  if (result != CURLE_OK) {
    a.error = ::curl_easy_strerror(result);
    return a;
  }
  ::curl_easy_getinfo(i.curl, CURLINFO_RESPONSE_CODE, &a.status);
  curl_off_t seconds = 0;
  ::curl_easy_getinfo(i.curl, CURLINFO_RETRY_AFTER, &seconds);
  a.retry_after = std::chrono::seconds(seconds);
  return a;
}

}  // namespace otlp
