// SPDX-License-Identifier: MIT
/// @file
/// Copies of contexts and logger names in shared memory, so that records can be understood after
/// the death of the process: a record refers to the original by address, and so does its image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "event/value.hpp"

namespace hedgerow::internal {

enum class image_kind : std::uint32_t {
  context = 1,  ///< a map in wire form
  logger = 2,   ///< the name
};

/// An image as it lies in memory; its content follows.
struct image_head {
  std::uint64_t of;  ///< the address of the original
  std::uint32_t size;
  image_kind kind;  ///< written last; 0: no image is here
};
static_assert(sizeof(image_head) == 16);

/// Gives memory for images, all zero; it is used until forget_images(). [any thread]
void give_image_memory(std::byte* memory, std::size_t size) noexcept;
/// From now on there is no memory for images, and the old is not touched any more. [any thread]
void forget_images() noexcept;
/// The same in a forked child, where a thread that is gone may be amid one of these. [the only
/// thread]
void forget_images_after_fork() noexcept;

/// Makes an image. @return its place, for drop_image(); null when there is no room [any thread]
image_head* keep_image(const void* of, std::span<const field> fields) noexcept;
image_head* keep_image(const void* of, std::string_view name) noexcept;
/// Wipes an image that was made since the last forget_images().
void drop_image(image_head* image) noexcept;

/// Around fork().
void lock_images() noexcept;
void unlock_images() noexcept;

/// An image that another process left.
struct image_view {
  std::uint64_t of;
  image_kind kind;
  std::span<const std::byte> content;
};
/// All images in memory that may hold anything at all; each lies within it.
std::vector<image_view> read_images(std::span<const std::byte> memory);

}  // namespace hedgerow::internal
