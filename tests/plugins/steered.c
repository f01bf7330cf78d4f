/* SPDX-License-Identifier: MIT */
/* A plugin in C with every interface, which does what its input says. */
#define _GNU_SOURCE /* memmem */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <hedgerow/plugin.h>

#ifndef PLUGIN_ID
#  define PLUGIN_ID "test.steered"
#endif
HEDGEROW_PLUGIN_NOTE(PLUGIN_ID, "2.1.0", "BSD-3-Clause", "foss",
                     "hedgerow.sink/1,hedgerow.redactor/1,hedgerow.enricher/1,hedgerow.command/1");

static struct {
  const hedgerow_host_v1* host;
  char policies[256];
} self;

static hedgerow_str str(const char* text) {
  return (hedgerow_str){text, strlen(text)};
}
static int is(hedgerow_str s, const char* text) {
  return s.size == strlen(text) && memcmp(s.data, text, s.size) == 0;
}
static int has(hedgerow_str s, const char* text) {
  return s.size != 0 && memmem(s.data, s.size, text, strlen(text)) != NULL;
}
static hedgerow_status fail(hedgerow_status status, const char* text) {
  self.host->fail(self.host->context, str(text));
  return status;
}

static hedgerow_status start(const hedgerow_host_v1* host, hedgerow_str config, void** instance) {
  char line[256];
  self.host = host;
  *instance = &self;
  snprintf(line, sizeof line, "started with %.*s", (int)config.size, config.data);
  host->log(host->context, HEDGEROW_LOG_INFO, str(line));
  return HEDGEROW_OK;
}
static void stop(void* instance, uint32_t timeout_ms) {
  (void)instance;
  (void)timeout_ms;
  self.host->log(self.host->context, HEDGEROW_LOG_INFO, str("stopped"));
}

/* ---- sink: says every event in the log -------------------------------------------------------
 */

typedef struct {
  char text[2048];
  size_t used;
} line;

__attribute__((format(printf, 2, 3))) static void put(line* to, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int n = vsnprintf(to->text + to->used, sizeof to->text - to->used, format, arguments);
  va_end(arguments);
  if (n > 0) to->used += (size_t)n;
  if (to->used >= sizeof to->text) to->used = sizeof to->text - 1;
}
static void put_str(line* to, hedgerow_str s) {
  put(to, "%.*s", (int)s.size, s.size == 0 ? "" : s.data);
}
static void put_value(line* to, const hedgerow_value* v) {
  switch (v->type) {
  case HEDGEROW_NULL:
    put(to, "null");
    break;
  case HEDGEROW_BOOLEAN:
    put(to, v->as.boolean ? "true" : "false");
    break;
  case HEDGEROW_SIGNED:
    put(to, "%lld", (long long)v->as.signed_integer);
    break;
  case HEDGEROW_UNSIGNED:
    put(to, "%lluu", (unsigned long long)v->as.unsigned_integer);
    break;
  case HEDGEROW_FLOATING:
    put(to, "%g", v->as.floating);
    break;
  case HEDGEROW_STRING:
    put(to, "'");
    put_str(to, v->as.string);
    put(to, "'");
    break;
  case HEDGEROW_NUMBER_TEXT:
    put(to, "#");
    put_str(to, v->as.string);
    break;
  case HEDGEROW_LIST:
    put(to, "[");
    for (uint64_t i = 0; i < v->as.list.count; ++i) {
      if (i != 0) put(to, " ");
      put_value(to, &v->as.list.items[i]);
    }
    put(to, "]");
    break;
  case HEDGEROW_MAP:
    put(to, "{");
    for (uint64_t i = 0; i < v->as.map.count; ++i) {
      if (i != 0) put(to, " ");
      put_str(to, v->as.map.members[i].key);
      put(to, "=");
      put_value(to, &v->as.map.members[i].value);
    }
    put(to, "}");
    break;
  }
  if (v->data_class != HEDGEROW_UNCLASSIFIED) put(to, ":%u", v->data_class);
}

static hedgerow_status sink_write(void* instance, const hedgerow_event_v1* const* events,
                                  uint64_t count) {
  (void)instance;
  for (uint64_t i = 0; i < count; ++i) {
    const hedgerow_event_v1* e = events[i];
    line out = {{0}, 0};
    put(&out, "%d %lld ", e->level, (long long)e->time_unix_ns);
    put_str(&out, e->level_text);
    put(&out, " ");
    put_str(&out, e->logger);
    put(&out, " ");
    put_str(&out, e->name);
    for (uint64_t f = 0; f < e->field_count; ++f) {
      put(&out, " ");
      put_str(&out, e->fields[f].key);
      put(&out, "=");
      put_value(&out, &e->fields[f].value);
    }
    put(&out, " stack=");
    put_str(&out, e->stack);
    put(&out, " exception=");
    put_str(&out, e->exception);
    self.host->log(self.host->context, HEDGEROW_LOG_DEBUG, (hedgerow_str){out.text, out.used});
  }
  return HEDGEROW_OK;
}
static hedgerow_status sink_flush(void* instance, uint32_t timeout_ms) {
  (void)instance;
  return timeout_ms == 0 ? fail(HEDGEROW_TRY_LATER, "no time") : HEDGEROW_OK;
}
static const hedgerow_sink_v1 sink = {sizeof sink, sink_write, sink_flush};

/* ---- redactor: a value says what is to happen ------------------------------------------------
 */

static hedgerow_status use_policies(void* instance, hedgerow_str policies) {
  (void)instance;
  if (has(policies, "unknown")) return fail(HEDGEROW_BAD_INPUT, "there is no pack \"unknown\"");
  snprintf(self.policies, sizeof self.policies, "%.*s", (int)policies.size, policies.data);
  return HEDGEROW_OK;
}
static hedgerow_status redact(void* instance, const hedgerow_subject_v1* subject,
                              const hedgerow_answers_v1* answers) {
  (void)instance;
  for (uint64_t i = 0; i < subject->leaf_count; ++i) {
    const hedgerow_leaf* leaf = &subject->leaves[i];
    if (is(leaf->key, "card")) {
      line text = {{0}, 0};
      put(&text, "[%s|%d|%u|", self.policies, subject->level, subject->is_report);
      put_str(&text, subject->logger);
      put(&text, "|");
      put_str(&text, subject->event_name);
      put(&text, "|");
      put_str(&text, leaf->path);
      put(&text, "|");
      put_value(&text, &leaf->value);
      put(&text, "]");
      answers->replace(answers->context, i, (hedgerow_str){text.text, text.used});
    }
    if (leaf->value.type != HEDGEROW_STRING) continue;
    if (is(leaf->value.as.string, "fail")) return fail(HEDGEROW_FAILED, "asked to fail");
    if (is(leaf->value.as.string, "mute")) return HEDGEROW_FAILED;
    if (is(leaf->value.as.string, "drop")) answers->drop(answers->context);
    if (is(leaf->value.as.string, "wild")) answers->replace(answers->context, 99, str("x"));
    if (is(leaf->value.as.string, "seen")) {
      const hedgerow_receipt_v1 receipt = {sizeof receipt, str("team/shop"), str("mask"), i, 1, 2};
      answers->receipt(answers->context, &receipt);
    }
    if (is(leaf->value.as.string, "slow")) usleep(20 * 1000);
  }
  return HEDGEROW_OK;
}
static const hedgerow_redactor_v1 redactor = {sizeof redactor, use_policies, redact};

/* ---- enricher: addresses below 100 are known -------------------------------------------------
 */

static uint32_t throw_trace(void* instance, const void* exception_object, uint64_t* addresses,
                            uint32_t capacity) {
  (void)instance;
  if (exception_object == NULL || capacity < 2) return 0;
  addresses[0] = 11;
  addresses[1] = 22;
  return 2;
}
static hedgerow_status resolve(void* instance, const uint64_t* addresses, uint32_t count,
                               const hedgerow_frames_v1* out) {
  (void)instance;
  for (uint32_t i = count; i-- > 0;) {
    char name[32];
    if (addresses[i] >= 100) return fail(HEDGEROW_FAILED, "an address is unknown");
    snprintf(name, sizeof name, "function_%u", (unsigned)addresses[i]);
    hedgerow_frame_v1 frame = {.struct_size = sizeof frame,
                               .line = 5,
                               .column = 6,
                               .in_app = 1,
                               .resolved = 1,
                               .instruction_address = addresses[i],
                               .symbol_address = 3,
                               .image_address = 1,
                               .function = str(name),
                               .file = str("a.cpp"),
                               .module = str("app")};
    out->frame(out->context, &frame);
    frame.is_inline = 1;
    frame.function = str("inlined");
    if (i == 0) out->frame(out->context, &frame);
  }
  const hedgerow_image_v1 image = {sizeof image, 1, 4096, str("/usr/bin/app"),
                                   str("93ac61ec5a8eb1396f9fbd350e3169a558528a40")};
  out->image(out->context, &image);
  return HEDGEROW_OK;
}
static void describe(void* instance, void* context, void (*say)(void* context, hedgerow_str line)) {
  (void)instance;
  say(context, str("covers addresses below 100"));
}
static const hedgerow_enricher_v1 enricher = {sizeof enricher, throw_trace, resolve, describe};

/* ---- command: prints its words, then its input -----------------------------------------------
 */

static int32_t run(void* instance, const hedgerow_str* arguments, uint64_t count,
                   const hedgerow_console_v1* console) {
  (void)instance;
  char buffer[16];
  uint64_t n;
  for (uint64_t i = 0; i < count; ++i) {
    console->out(console->context, arguments[i]);
    console->out(console->context, str("\n"));
  }
  while ((n = console->in(console->context, buffer, sizeof buffer)) != 0)
    console->out(console->context, (hedgerow_str){buffer, n});
  console->error(console->context, str("done\n"));
  return (int32_t)count;
}
static const hedgerow_command_v1 command = {
    sizeof command, {"steer", 5}, {"prints its words", 16}, run};

static const void* get_interface(void* instance, hedgerow_str id) {
  (void)instance;
  if (is(id, HEDGEROW_SINK_V1)) return &sink;
  if (is(id, HEDGEROW_REDACTOR_V1)) return &redactor;
  if (is(id, HEDGEROW_ENRICHER_V1)) return &enricher;
  if (is(id, HEDGEROW_COMMAND_V1)) return &command;
  return NULL;
}

static const hedgerow_plugin_v1 plugin = {sizeof plugin, HEDGEROW_PLUGIN_ABI, start, stop,
                                          get_interface};

HEDGEROW_PLUGIN_EXPORT const hedgerow_plugin_v1*
hedgerow_plugin_entry_v1(const hedgerow_host_v1* host);
HEDGEROW_PLUGIN_EXPORT const hedgerow_plugin_v1*
hedgerow_plugin_entry_v1(const hedgerow_host_v1* host) {
  return host->abi == HEDGEROW_PLUGIN_ABI ? &plugin : NULL;
}
