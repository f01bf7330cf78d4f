// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Reads a JSON document without forgiveness: every unknown key, wrong type and bad value becomes a
/// problem with its place. Reading goes on after one, so that all are told at once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "json_lines.hpp"
#include "problem.hpp"

namespace hedgerow::policies {

/// A document and the problems found in it so far.
struct strict_document {
  std::string file;
  json_lines lines;
  std::vector<problem> problems;
};

/// A value of the document and the way to it.
class strict_value {
 public:
  strict_value(strict_document& document, const nlohmann::json& value, std::string path)
      : document_(&document), value_(&value), path_(std::move(path)) {}

  void fail(std::string text) const;
  /// `text` about this value, with its place.
  problem as_problem(std::string text) const;
  /// As fail, at a member of this object.
  void fail_at(std::string_view key, std::string text) const;

  bool is_string() const noexcept { return value_->is_string(); }
  bool is_object() const noexcept { return value_->is_object(); }
  bool has(const char* key) const { return value_->is_object() && value_->contains(key); }
  const std::string& path() const noexcept { return path_; }
  const nlohmann::json& raw() const noexcept { return *value_; }

  /// Whether it is an object without any key but these.
  bool object(std::span<const std::string_view> allowed) const;
  strict_value member(const std::string& key) const;
  /// The items of an array that is not empty; none when it is something else.
  std::vector<strict_value> items(std::string_view what) const;
  std::optional<std::string> text(std::string_view what) const;
  /// One of the words.
  std::optional<std::size_t> word(std::string_view what,
                                  std::span<const std::string_view> allowed) const;
  std::optional<std::size_t> number(std::string_view what, std::size_t most) const;
  /// A number between, with a fraction or not.
  std::optional<double> decimal(std::string_view what, double least, double most) const;
  std::optional<bool> boolean() const;
  /// Of the array at `key`, or none when there is no such key.
  std::vector<std::string> texts(const char* key, std::string_view what) const;
  /// A name: letters, digits, "_" and "-", at most 64 of them.
  std::optional<std::string> name(std::string_view what) const;

 private:
  std::string found() const;

  strict_document* document_;
  const nlohmann::json* value_;
  std::string path_;
};

}  // namespace hedgerow::policies
