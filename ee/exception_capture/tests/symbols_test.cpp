// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// Whether frames say what the compiler's own tools say.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/plugin_client.hpp"
#include "support/run.hpp"
#include "support/site_library.hpp"

using namespace capture_test;

namespace {

std::vector<std::uint64_t> trace_of(const plugin_client& plugin, const site_library& library,
                                    const char* function) {
  try {
    library.raise_in(function);
  } catch (...) {
    return plugin.trace();
  }
  return {};
}

told_stack stack_of(const plugin_client& plugin, const site_library& library,
                    const char* function) {
  return plugin.resolve(trace_of(plugin, library, function));
}

std::string line_text(const std::string& function, const std::string& file, unsigned line) {
  std::string path = std::filesystem::path(file).lexically_normal().string();
  // The build maps its folder to "build", and addr2line puts that before relative names.
  if (path.starts_with("build/")) path.erase(0, 6);
  return function + " at " + path + ":" + std::to_string(line);
}

/// What addr2line says of return addresses in a file, outermost function first.
std::vector<std::string> by_addr2line(const std::string& file,
                                      const std::vector<std::uint64_t>& addresses) {
  std::ostringstream command;
  command << CAPTURE_ADDR2LINE " -aCif -e " << file << std::hex;
  for (const std::uint64_t address : addresses)
    command << " 0x" << address - 1;
  std::vector<std::string> functions;
  std::size_t group = 0;
  const std::vector<std::string> output = run(command.str());
  for (std::size_t i = 0; i < output.size();) {
    if (output[i].starts_with("0x")) {  // the address; then what lies there, innermost first
      group = functions.size();
      ++i;
      continue;
    }
    const std::string& place = output[i + 1];
    const std::size_t colon = place.rfind(':');
    // Of a C function it names the part, we the function.
    const std::string function = output[i].substr(0, output[i].find(".cold"));
    functions.insert(functions.begin() + static_cast<std::ptrdiff_t>(group),
                     line_text(function, place.substr(0, colon),
                               static_cast<unsigned>(std::atoi(place.c_str() + colon + 1))));
    i += 2;
  }
  return functions;
}

}  // namespace

TEST_CASE("A throw that GCC moved into a .cold part is the function's own") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const std::string name = GENERATE(as<std::string>(), "sites_dwarf", "sites_symtab");
  CAPTURE(name);
  const site_library library(name);
  const told_frame thrower = stack_of(plugin, library, "throw_cold").frames.back();
  CHECK("sites::cold_part(int)" == thrower.function);

  // The throw does lie outside of the function.
  const auto function =
      reinterpret_cast<std::uint64_t (*)()>(library.symbol("cold_part_address"))();
  CHECK(thrower.instruction_address < function);
}

TEST_CASE("A throw that is a function's last instruction is not taken for the next function") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const std::string name = GENERATE(as<std::string>(), "sites_dwarf", "sites_symtab");
  CAPTURE(name);
  const site_library library(name);
  CHECK("sites::last_call()" == stack_of(plugin, library, "throw_last").frames.back().function);
}

TEST_CASE("Inlined calls come after the function that they are inlined in, the innermost last") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const site_library library("sites_dwarf");
  std::vector<std::pair<std::string, bool>> functions;
  std::uint64_t thrower = 0;
  for (const told_frame& f : stack_of(plugin, library, "throw_inlined").frames) {
    if (f.module != "sites_dwarf.so") continue;
    functions.emplace_back(f.function, f.is_inline);
    thrower = f.instruction_address;
  }
  const std::vector<std::pair<std::string, bool>> expected{
      {"throw_inlined", false},
      {"sites::outermost(int)", false},
      {"int sites::inlined_two<int>(int)", true},
      {"sites::inlined_two<int>(int)::{lambda(int)#1}::operator()(int) const", true},
      {"sites::inlined_three(int)", true},
      {"sites::inlined_four(int)", true},
  };
  CHECK(expected == functions);
  CHECK(thrower != 0);
}

TEST_CASE("Functions, files, lines and inlined calls are what addr2line says of the same address") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const site_library library("sites_dwarf");
  const std::string function =
      GENERATE(as<std::string>(), "throw_cold", "throw_last", "throw_inlined");
  CAPTURE(function);
  std::vector<std::string> told;
  std::vector<std::uint64_t> in_program;
  std::vector<std::uint64_t> in_library;
  for (const told_frame& f : stack_of(plugin, library, function.c_str()).frames) {
    const bool is_library = f.module == "sites_dwarf.so";
    if (!f.resolved || (!is_library && f.module != "exception_capture_tests")) continue;
    told.push_back(line_text(f.function, f.file, f.line));
    if (!f.is_inline)
      (is_library ? in_library : in_program).push_back(f.instruction_address - f.image_address);
  }
  // The library is called by the program, not the other way round.
  const std::string program = std::filesystem::canonical("/proc/self/exe").string();
  std::vector<std::string> expected = by_addr2line(program, in_program);
  for (const std::string& line : by_addr2line(library.file, in_library))
    expected.push_back(line);
  CHECK(expected == told);
  CHECK(told.size() > 10);
}

TEST_CASE("A stripped library gives addresses and its build id, and no name of a neighbour") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const site_library library("sites_stripped");
  const told_stack stack = stack_of(plugin, library, "throw_cold");
  const told_frame& thrower = stack.frames.back();
  CHECK("" == thrower.function);
  CHECK("" == thrower.file);
  CHECK("sites_stripped.so" == thrower.module);
  CHECK(thrower.in_app);
  CHECK_FALSE(thrower.resolved);

  const auto image = std::find_if(stack.images.begin(), stack.images.end(), [&](const auto& i) {
    return i.address == thrower.image_address;
  });
  REQUIRE(image != stack.images.end());
  CHECK(std::filesystem::canonical(library.file) == image->file);
  const std::vector<std::string> notes = run("readelf -n " + library.file);
  const std::string id = "    Build ID: " + image->build_id;
  CHECK(1 == std::count(notes.begin(), notes.end(), id));
}

TEST_CASE("Frames of the system are not the application's, frames of the plugin do not appear") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  told_stack stack;
  try {
    std::stoi("x");
  } catch (...) {
    stack = plugin.resolve(plugin.trace());
  }
  for (const told_frame& f : stack.frames) {
    CHECK(f.module != "hedgerow.exception_capture.so");
    CHECK(f.function != "__cxa_throw");
    const bool system = f.file.starts_with("/usr/include/") || f.module.starts_with("lib");
    if (system) CHECK_FALSE(f.in_app);
  }
  CHECK_FALSE(stack.frames.back().in_app);
  CHECK("libstdc++.so.6.0.30" == stack.frames.back().module);
}

TEST_CASE("A library that was closed after the throw keeps its name, its build id and its lines") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  site_library library("sites_dwarf");
  const told_stack before = stack_of(plugin, library, "throw_cold");
  const std::vector<std::uint64_t> trace = trace_of(plugin, library, "throw_last");
  library.close();
  const told_stack after = plugin.resolve(trace);
  CHECK("sites::last_call()" == after.frames.back().function);
  CHECK("sites_dwarf.so" == after.frames.back().module);
  CHECK(before.images.back().build_id == after.images.back().build_id);
  CHECK(before.images.back().address == after.images.back().address);
}

TEST_CASE("An address in no object is kept as it is") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const told_stack stack = plugin.resolve({0x10});
  REQUIRE(1 == stack.frames.size());
  const told_frame& f = stack.frames.front();
  CHECK(0x10 == f.instruction_address);
  CHECK(0 == f.image_address);
  CHECK("" == f.function + f.file + f.module);
  CHECK_FALSE(f.in_app);
  CHECK(stack.images.empty());
}
