// SPDX-License-Identifier: MIT
#include <zlib.h>

#include <new>

#include "deliver/http_client.hpp"

namespace hedgerow::internal {

std::string gzip(std::string_view text) {
  constexpr int window_bits_of_gzip = 15 + 16;
  constexpr int default_memory = 8;
  z_stream stream{};
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits_of_gzip,
                     default_memory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  // The room is enough for all of it at once (deflateBound).
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

}  // namespace hedgerow::internal
