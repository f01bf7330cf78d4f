// SPDX-License-Identifier: MIT
#include <fstream>

#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_ostream_backend.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/support/date_time.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/smart_ptr/make_shared.hpp>

#include "peers.hpp"

namespace bench {
namespace {

namespace expr = boost::log::expressions;
using boost::log::trivial::severity_level;

class boost_peer final : public peer {
 public:
  boost_peer() : path_(memory_file("boost")) {
    auto file = boost::make_shared<boost::log::sinks::text_ostream_backend>();
    file->add_stream(boost::make_shared<std::ofstream>(path_));
    sink_ = boost::make_shared<sink>(file);
    sink_->set_formatter(expr::stream << R"({"timestamp":")"
                                      << expr::format_date_time<boost::posix_time::ptime>(
                                             "TimeStamp", "%Y-%m-%dT%H:%M:%S.%f")
                                      << R"(Z","level":")" << expr::attr<severity_level>("Severity")
                                      << R"(","logger":")" << expr::attr<std::string>("Channel")
                                      << "\"," << expr::smessage);
    boost::log::core::get()->add_global_attribute("TimeStamp", boost::log::attributes::utc_clock());
    boost::log::core::get()->add_sink(sink_);
  }
  ~boost_peer() override {
    boost::log::core::get()->remove_sink(sink_);
    std::filesystem::remove(path_);
  }
  void log(const event& e) override {
    static boost::log::sources::severity_channel_logger_mt<severity_level> log(
        boost::log::keywords::channel = "posthog.api.capture");
    fmt::memory_buffer line;
    append_json(line, e, false);
    BOOST_LOG_SEV(log, severity_level::info) << std::string_view(line.data(), line.size());
  }
  void flush() override { sink_->flush(); }

 private:
  using sink = boost::log::sinks::synchronous_sink<boost::log::sinks::text_ostream_backend>;
  const std::string path_;
  boost::shared_ptr<sink> sink_;
};

}  // namespace

std::unique_ptr<peer> make_boost_log() {
  return std::make_unique<boost_peer>();
}

}  // namespace bench
