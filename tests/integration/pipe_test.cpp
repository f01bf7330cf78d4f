// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <fstream>

#include "integration/tool.hpp"

using namespace hedgerow::test;

TEST_CASE("the reference line comes out byte for byte") {
  CHECK(success("2021-10-28T13:46:40.099007Z [debug] event_sent_to_kafka [posthog.api.capture] "
                "event_uuid=017cc727-1662-0000-630c-d35f6a29bae3 kafka_topic=default\n") ==
        run_tool({"pipe", "--from", "json", "--to", "console"},
                 R"({"timestamp":"2021-10-28T13:46:40.099007Z","level":"debug",)"
                 R"("logger":"posthog.api.capture","event":"event_sent_to_kafka",)"
                 R"("event_uuid":"017cc727-1662-0000-630c-d35f6a29bae3",)"
                 R"("kafka_topic":"default"})"
                 "\n"));
}

TEST_CASE("JSON to JSON changes nothing but what is redacted") {
  const std::string kept =
      R"({"id":"c-1","text":"GET /orders/42","n":[1,-2,0.5,1e+30,null,true,{"k":[]}],)"
      R"("big":123456789012345678901234567890,"u":18446744073709551615})"
      "\n";
  CHECK(success(kept) == run_tool({"pipe", "--from", "json", "--to", "json"}, kept));
  CHECK(success(R"({"id":"c-2","payload":{"user":{"password":"[redacted:password]","name":"Ada"}}})"
                "\n") ==
        run_tool({"pipe", "--from", "json", "--to", "json"},
                 R"({"id":"c-2","payload":{"user":{"password":"plover-93","name":"Ada"}}})"
                 "\n"));
}

TEST_CASE("each line is read as what it is, and none is lost") {
  const std::string input =
      "level=warn logger=billing msg=\"card declined\" attempt=2\r\n"
      "{\"level\":30,\"time\":1635428800099,\"msg\":\"listening\",\"port\":8080}\n"
      "Started the old way\n"
      "{\"level\":\"info\",\n"
      "\n"
      "[1,2]\n"
      "last line";
  CHECK(success("[warning] card declined [billing] attempt=2\n"
                "2021-10-28T13:46:40.099000Z [info] listening port=8080\n"
                "Started the old way\n"
                "{\"level\":\"info\",\n"
                "\n"
                "[1,2]\n"
                "last line\n") == run_tool({"pipe"}, input));
  CHECK(success("level=warning event=\"card declined\" logger=billing attempt=2\n"
                "ts=2021-10-28T13:46:40.099000Z level=info event=listening port=8080\n"
                "event=\"Started the old way\"\n"
                "event=\"{\\\"level\\\":\\\"info\\\",\"\n"
                "event=\n"
                "event=[1,2]\n"
                "event=\"last line\"\n") == run_tool({"pipe", "--to", "logfmt"}, input));
}

TEST_CASE("bytes that no text has come out harmless") {
  CHECK(success("{\"event\":\"a\\u0000b\\u001b[31mc\xef\xbf\xbd\"}\n") ==
        run_tool({"pipe", "--to", "json"}, std::string("a\0b\x1b[31mc\xff\n", 11)));
}

TEST_CASE("files are read in the order given, and a dash is standard input") {
  const temporary_folder folder;
  const std::string one =
      folder.write("one.log", "{\"event\":\"one\"}\n{\"event\":\"no_newline\"}");
  const std::string two = folder.write("two.log", "{\"event\":\"two\"}\n");
  CHECK(success("one\nno_newline\nfrom_stdin\ntwo\n") ==
        run_tool({"pipe", one, "-", two}, "{\"event\":\"from_stdin\"}"));
}

TEST_CASE("a file that cannot be opened ends it before a line goes out") {
  const temporary_folder folder;
  const std::string one = folder.write("one.log", "{\"event\":\"one\"}\n");
  CHECK(process_result{2, 0, "", "hedgerow: pipe: none.log: No such file or directory\n"} ==
        run_tool({"pipe", one, "none.log"}));
  CHECK(process_result{2, 0, "",
                       "hedgerow: pipe: / is a folder; right would be a file, or - for standard "
                       "input\n"} == run_tool({"pipe", "/"}));
}

TEST_CASE("a level leaves out what is known to be below it") {
  CHECK(success("[warning] b\nno level\n[loud] d\n") ==
        run_tool({"pipe", "--level", "warn"},
                 "{\"level\":\"info\",\"event\":\"a\"}\n{\"level\":\"warn\",\"event\":\"b\"}\n"
                 "no level\n{\"level\":\"loud\",\"event\":\"d\"}\n"));
}

TEST_CASE("the console pads on demand") {
  CHECK(success("[info     ] started                        port=1\n") ==
        run_tool({"pipe", "--console-style", "structlog"},
                 "{\"level\":\"info\",\"event\":\"started\",\"port\":1}\n"));
}

TEST_CASE("the statistics say what went through") {
  CHECK(success("[error] a password=[redacted:password]\ntext\n", "lines              3\n"
                                                                  "bytes              88\n"
                                                                  "written            2\n"
                                                                  "passed on as text  1\n"
                                                                  "below the level    1\n"
                                                                  "cut                0\n"
                                                                  "values redacted    1\n"
                                                                  "events withheld    0\n"
                                                                  "dropped by policy  0\n"
                                                                  "debug              1\n"
                                                                  "info               0\n"
                                                                  "warning            0\n"
                                                                  "error              1\n"
                                                                  "critical           0\n"
                                                                  "without a level    1\n") ==
        run_tool({"pipe", "--stats", "--level", "info"},
                 "{\"level\":\"error\",\"event\":\"a\",\"password\":\"plover-93\"}\n"
                 "{\"level\":\"debug\",\"event\":\"b\"}\ntext\n"));
}

TEST_CASE("a private key over several lines does not come out") {
  CHECK(success("loaded [redacted:private_key]\n[redacted:private_key]\n[redacted:private_key]\n"
                "ready\n") == run_tool({"pipe"},
                                       "loaded -----BEGIN EC PRIVATE KEY-----\n"
                                       "MHcCAQEEIInventedForThisTestAndOpensNothingAAAAoGCCqGSM49\n"
                                       "-----END EC PRIVATE KEY-----\n"
                                       "ready\n"));
}

TEST_CASE("a line past 16 MiB is cut with a mark, and the next one is whole") {
  const std::size_t size = 17 * 1024 * 1024;
  std::string input = "start ";
  while (input.size() < size)
    input += "many words ";
  const std::size_t whole = input.size();
  const process_result r = run_tool({"pipe", "--to", "json"}, input + "\n{\"event\":\"next\"}\n");
  CHECK(0 == r.status);
  CHECK("" == r.err);
  const std::string mark = "[cut:" + std::to_string(whole) + " bytes]\"}\n{\"event\":\"next\"}\n";
  REQUIRE(r.out.size() > mark.size());
  CHECK(mark == r.out.substr(r.out.size() - mark.size()));
  CHECK("{\"event\":\"start many words" == r.out.substr(0, 26));
}

TEST_CASE("a large file streams through in bounded memory, line by line the same") {
  const temporary_folder folder;
  const auto file = folder.path() / "large.ndjson";
  {
    // Written piece by piece: what the test itself holds would count as the program's memory.
    std::ofstream out(file, std::ios::binary);
    for (int i = 0; i < 300'000; ++i)
      out << R"({"level":"info","event":"order_paid","order":)" << i
          << R"(,"note":"some text that makes the line longer, as those of others are"})" << '\n';
  }
  const process_result r = run_tool({"pipe", "--from", "json", "--to", "json", file.string()});
  CHECK(0 == r.status);
  CHECK("" == r.err);
  const std::string text = read_file(file);
  const bool same = text == r.out;  // not shown when it fails: it is 36 MB
  CHECK(same);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(r.peak_kib < static_cast<long>(text.size() / 1024 * 3 / 4));
#endif
}

TEST_CASE("a reader that goes away ends the pipe without a word") {
  const temporary_folder folder;
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += "{\"event\":\"again\"}\n";
  process_options options;
  options.command = {"/bin/sh", "-c", "\"$0\" pipe \"$1\" | head -n 1; echo done", HEDGEROW_TOOL,
                     folder.write("a.log", text)};
  CHECK(success("again\ndone\n") == run_process(options));
}

TEST_CASE(
    "a policy without a plugin ends in a sentence that says what is missing and where it goes") {
  const temporary_folder empty;
  const std::string dir = empty.path().string();
  CHECK(process_result{2, 0, "",
                       "hedgerow: pipe: the policies (core) need a plugin that provides "
                       "hedgerow.redactor/1, and none is active. The folder searched is " +
                           dir +
                           ". Put the plugin's .so file there, or name its folder in plugins.dir "
                           "or HEDGEROW_PLUGIN_DIR.\n"} ==
        run_tool({"pipe", "--policy", "core", "--plugin-dir", dir}, "{\"event\":\"a\"}\n"));
}
