// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// From raw addresses to frames that a reader understands. Reads files; for a background thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "image_map.hpp"
#include "lru_cache.hpp"
#include "source_frame.hpp"
#include "symbol_file.hpp"

namespace hedgerow::exception_capture {

/// One return address.
struct physical_frame {
  std::uint64_t address = 0;          ///< as on the stack
  const image* in = nullptr;          ///< null: in no known object; valid until the next resolve()
  std::vector<source_frame> sources;  ///< the function, then what is inlined there
  std::vector<bool> in_app;           ///< of each of `sources`
};

class resolver {
 public:
  resolver();

  /// Looks at which objects are loaded, so that the addresses of one that is closed later are
  /// known.
  void refresh_images() { images_.refresh(); }

  /// Throw site first, as `addresses`. Left out are frames of hedgerow itself, and before the throw
  /// site those of the C++ runtime on their way from `throw` to here.
  std::vector<physical_frame> resolve(std::span<const std::uint64_t> addresses);

 private:
  struct place {
    std::size_t file;  ///< hash of build id and path
    std::uint64_t address;
    bool operator==(const place&) const = default;
  };
  struct place_hash {
    std::size_t operator()(const place& p) const noexcept {
      return p.file ^ (p.address * 0x9E3779B97F4A7C15u);
    }
  };

  bool is_own(const image& i) const;
  std::vector<source_frame> sources_of(const image& i, std::uint64_t return_address);

  image_map images_;
  lru_cache<std::size_t, std::unique_ptr<symbol_file>> files_;
  lru_cache<place, std::vector<source_frame>, place_hash> frames_;
};

}  // namespace hedgerow::exception_capture
