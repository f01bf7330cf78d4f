// SPDX-License-Identifier: MIT
#include <glog/logging.h>

#include "peers.hpp"

namespace bench {
namespace {

class glog_peer final : public peer {
 public:
  glog_peer() : path_(memory_file("glog")) {
    static const bool once = [] {
      google::InitGoogleLogging("hedgerow_bench");
      return true;
    }();
    static_cast<void>(once);
    FLAGS_timestamp_in_logfile_name = false;
    google::SetStderrLogging(google::GLOG_FATAL);
    google::SetLogDestination(google::GLOG_INFO, path_.c_str());
    google::SetLogSymlink(google::GLOG_INFO, "");
  }
  ~glog_peer() override {
    google::SetLogDestination(google::GLOG_INFO, "");
    std::filesystem::remove(path_);
  }
  void log(const event& e) override {
    fmt::memory_buffer line;
    append_json(line, e, false);
    LOG(INFO) << std::string_view(line.data(), line.size());
  }
  void flush() override { google::FlushLogFiles(google::GLOG_INFO); }

 private:
  const std::string path_;
};

}  // namespace

std::unique_ptr<peer> make_glog() {
  return std::make_unique<glog_peer>();
}

}  // namespace bench
