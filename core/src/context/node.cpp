// SPDX-License-Identifier: MIT
#include "context/node.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "event/decode.hpp"

namespace hedgerow::internal {

namespace {

std::atomic<bool> keeping{false};
std::atomic<context_node*> retired{nullptr};
std::atomic<std::uint64_t> live{0};
std::atomic<std::uint64_t> made{0};

/// All nodes, for the images of those that are older than the memory for images.
struct node_list {
  std::mutex turn;
  context_node* first = nullptr;

  static node_list& the() noexcept {
    static auto* nodes = new node_list;  // loggers may be static objects
    return *nodes;
  }
};

void list(context_node& n) noexcept {
  auto& nodes = node_list::the();
  const std::lock_guard lock(nodes.turn);
  n.after = nodes.first;
  if (n.after != nullptr) n.after->before = &n;
  nodes.first = &n;
  n.image = keep_image(&n, n.fields);
}

void unlist(context_node& n) noexcept {
  auto& nodes = node_list::the();
  const std::lock_guard lock(nodes.turn);
  (n.before != nullptr ? n.before->after : nodes.first) = n.after;
  if (n.after != nullptr) n.after->before = n.before;
  if (n.image != nullptr) drop_image(n.image);
}

void destroy(context_node* n) noexcept {
  unlist(*n);
  delete n;
  live.fetch_sub(1, std::memory_order_relaxed);
}

value copy(const value& v, arena& memory);

std::span<const field> copy(std::span<const field> fields, arena& memory) {
  auto out = memory.make<field>(fields.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = fields[i];
    out[i].key = memory.copy(fields[i].key);
    out[i].val = copy(fields[i].val, memory);
  }
  return out;
}

value copy(const value& v, arena& memory) {
  value out = v;
  switch (v.type) {
  case kind::string:
    out = value::string(memory.copy(v.as_text()));
    break;
  case kind::number_text:
    out = value::number_text(memory.copy(v.as_text()));
    break;
  case kind::withheld:
    out = value::withheld(memory.copy(v.as_text()));
    break;
  case kind::list: {
    auto items = memory.make<value>(v.as_list().size());
    for (std::size_t i = 0; i < items.size(); ++i)
      items[i] = copy(v.as_list()[i], memory);
    out = value::list(items);
    break;
  }
  case kind::map:
    out = value::map(copy(v.as_map(), memory));
    break;
  default:
    return v;
  }
  out.sensitivity = v.sensitivity;
  out.cut = v.cut;
  out.whole_size = v.whole_size;
  return out;
}

std::uint64_t shape_of(std::span<const field> fields) noexcept {
  std::uint64_t h = fields.size();
  for (const field& f : fields)
    h = (h ^ std::hash<std::string_view>{}(f.key)) * 0x9E3779B97F4A7C15u;
  return h;
}

/// A node that holds deep copies of `fields`. The caller owns one reference.
const context_node* make_node(std::span<const field> fields) {
  auto node = std::make_unique<context_node>();
  node->id = made.fetch_add(1, std::memory_order_relaxed) + 1;
  node->fields = copy(fields, node->memory);
  node->shape = shape_of(node->fields);
  live.fetch_add(1, std::memory_order_relaxed);
  list(*node);
  return node.release();
}

const context_node* same_again(const context_node* base) noexcept {
  if (base != nullptr) detail::context_retain(base);
  return base;
}

}  // namespace

void keep_retired(bool keep) noexcept {
  keeping.store(keep, std::memory_order_seq_cst);
}

context_node* take_retired() noexcept {
  // Nearly always there are none, and a look costs less than an exchange.
  if (retired.load(std::memory_order_relaxed) == nullptr) return nullptr;
  if (retired.load(std::memory_order_relaxed) == nullptr) return nullptr;
  return retired.exchange(nullptr, std::memory_order_acquire);
}

void free_nodes(context_node* first) noexcept {
  while (first != nullptr) {
    context_node* next = first->next_retired;
    destroy(first);
    first = next;
  }
}

void image_all_nodes() noexcept {
  auto& nodes = node_list::the();
  const std::lock_guard lock(nodes.turn);
  for (context_node* n = nodes.first; n != nullptr; n = n->after)
    if (n->image == nullptr) n->image = keep_image(n, n->fields);
}

void forget_node_images() noexcept {
  auto& nodes = node_list::the();
  const std::lock_guard lock(nodes.turn);
  forget_images();
  for (context_node* n = nodes.first; n != nullptr; n = n->after)
    n->image = nullptr;
}

void lock_nodes() noexcept {
  node_list::the().turn.lock();
  lock_images();
}
void unlock_nodes() noexcept {
  unlock_images();
  node_list::the().turn.unlock();
}

std::uint64_t live_context_nodes() noexcept {
  return live.load(std::memory_order_relaxed);
}

}  // namespace hedgerow::internal

namespace hedgerow::detail {

using namespace hedgerow::internal;

const context_node* context_overlay(const context_node* base, const key_table& keys,
                                    const std::byte* payload) noexcept {
  if (keys.count() == 0) return same_again(base);
  try {
    arena scratch;
    const auto under = fields_of(base);
    std::vector<internal::field> merged(under.begin(), under.end());
    for (const internal::field& f : decoder(payload, scratch).fields(keys)) {
      const auto same = std::find_if(merged.begin(), merged.end(),
                                     [&](const internal::field& m) { return m.key == f.key; });
      if (same != merged.end())
        *same = f;
      else
        merged.push_back(f);
    }
    return make_node(merged);
  } catch (...) {
    return same_again(base);
  }
}

const context_node* context_without(const context_node* base, std::string_view key,
                                    bool* found) noexcept {
  try {
    const auto under = fields_of(base);
    std::vector<internal::field> rest(under.begin(), under.end());
    *found = std::erase_if(rest, [&](const internal::field& f) { return f.key == key; }) > 0;
    if (!*found) return same_again(base);
    return rest.empty() ? nullptr : make_node(rest);
  } catch (...) {
    return same_again(base);
  }
}

void context_retain(const context_node* c) noexcept {
  c->references.fetch_add(1, std::memory_order_relaxed);
}

void context_release(const context_node* c) noexcept {
  if (c->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  auto* node = const_cast<context_node*>(c);
  if (!keeping.load(std::memory_order_seq_cst)) {
    destroy(node);
    return;
  }
  node->next_retired = retired.load(std::memory_order_relaxed);
  while (!retired.compare_exchange_weak(node->next_retired, node, std::memory_order_release,
                                        std::memory_order_relaxed)) {
  }
}

std::byte* allocate_scratch(std::size_t size) noexcept {
  return static_cast<std::byte*>(std::malloc(size));
}
void free_scratch(std::byte* p) noexcept {
  std::free(p);
}

}  // namespace hedgerow::detail
