/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The plugin ABI, version 1: everything a plugin and its host say to each other, in C.
 *
 * A plugin is a shared library `<vendor>.<name>.so` that
 *   - carries an ELF note `.note.hedgerow.plugin` (HEDGEROW_PLUGIN_NOTE), which the host reads
 * before any code of the plugin runs, and
 *   - exports one function, `hedgerow_plugin_entry_v1`.
 *
 * Rules
 *   - Every struct that one side hands to the other by pointer begins with `struct_size`, set by
 * the side that made it. Tables grow at the end only: a member is there when struct_size covers it.
 *     The element types of arrays (hedgerow_str, hedgerow_value, hedgerow_field, hedgerow_leaf)
 * never change in version 1.
 *   - Text is UTF-8 as {pointer, length}, not terminated. Unless said otherwise, what a function is
 *     given is valid until it returns, and belongs to the giver.
 *   - Nobody frees the other's memory: results go through callbacks, which copy.
 *   - No exception crosses. A C++ plugin uses plugin_sdk.hpp, which sees to it.
 *   - Functions are tagged with the threads they may be called from: [main] the thread that loads
 * or stops plugins, one call at a time; [serial] any thread, one call at a time for each plugin;
 *     [any] any thread, also at the same time.
 *   - A loaded plugin is never unmapped.
 */
#ifndef HEDGEROW_PLUGIN_H
#define HEDGEROW_PLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HEDGEROW_PLUGIN_ABI 1u

/** Result of a call. Text about a failure goes through hedgerow_host_v1::fail. */
typedef int32_t hedgerow_status;
enum {
  HEDGEROW_OK = 0,
  HEDGEROW_FAILED = 1,    /* it did not work; the text says why */
  HEDGEROW_BAD_INPUT = 2, /* the caller's configuration or argument is wrong; the text says where */
  HEDGEROW_TRY_LATER = 3  /* a passing fault: the same call may succeed later */
};

typedef struct hedgerow_str {
  const char* data; /* may be null when size is 0 */
  uint64_t size;
} hedgerow_str;

/* ---- values -----------------------------------------------------------------------------------
 */

enum {
  HEDGEROW_NULL = 0,
  HEDGEROW_BOOLEAN = 1,
  HEDGEROW_SIGNED = 2,
  HEDGEROW_UNSIGNED = 3,
  HEDGEROW_FLOATING = 4,
  HEDGEROW_STRING = 5,
  HEDGEROW_LIST = 6,
  HEDGEROW_MAP = 7,
  HEDGEROW_NUMBER_TEXT = 8 /* as.string holds a number that 64 bits do not */
};

enum {
  HEDGEROW_UNCLASSIFIED = 0,
  HEDGEROW_SAFE = 1,
  HEDGEROW_SECRET = 2,
  HEDGEROW_PII = 3,
  HEDGEROW_FINANCIAL = 4,
  HEDGEROW_HEALTH = 5
};

struct hedgerow_field;

typedef struct hedgerow_value {
  uint32_t type;       /* HEDGEROW_NULL ... */
  uint32_t data_class; /* HEDGEROW_UNCLASSIFIED ... */
  union {
    uint8_t boolean;
    int64_t signed_integer;
    uint64_t unsigned_integer;
    double floating;
    hedgerow_str string;
    struct {
      const struct hedgerow_value* items;
      uint64_t count;
    } list;
    struct {
      const struct hedgerow_field* members;
      uint64_t count;
    } map;
  } as;
} hedgerow_value;

typedef struct hedgerow_field {
  hedgerow_str key;
  hedgerow_value value;
} hedgerow_field;

/* ---- entry ------------------------------------------------------------------------------------
 */

enum {
  HEDGEROW_LOG_DEBUG = 10,
  HEDGEROW_LOG_INFO = 20,
  HEDGEROW_LOG_WARNING = 30,
  HEDGEROW_LOG_ERROR = 40
};

/** What the host gives a plugin. Owned by the host, valid for the life of the process. */
typedef struct hedgerow_host_v1 {
  uint32_t struct_size;
  uint32_t abi;         /* HEDGEROW_PLUGIN_ABI of the host */
  void* context;        /* first argument of the functions below */
  hedgerow_str version; /* of hedgerow, "0.1.0" */
  /** Logs through hedgerow's gate under the logger "hedgerow.plugin.<id>". [any] */
  void (*log)(void* context, int32_t level, hedgerow_str text);
  /** Says why the call that is about to return a status other than HEDGEROW_OK failed: one sentence
   *  with what was found and what would be right; copied. [the thread of that call] */
  void (*fail)(void* context, hedgerow_str text);
  /** A host interface by id, or null. None is defined in this version. [any] */
  const void* (*get_interface)(void* context, hedgerow_str id);
} hedgerow_host_v1;

/** What a plugin gives the host. Owned by the plugin, valid for the life of the process. */
typedef struct hedgerow_plugin_v1 {
  uint32_t struct_size;
  uint32_t abi; /* HEDGEROW_PLUGIN_ABI the plugin was built with */
  /** Makes the plugin ready. `config` is a JSON object: the plugin's own section
   *  `plugins.modules.<id>` of the configuration, "{}" when there is none.
   *  `*instance` receives the first argument of all other functions. [main] */
  hedgerow_status (*start)(const hedgerow_host_v1* host, hedgerow_str config, void** instance);
  /** Ends the plugin's threads and connections within `timeout_ms`. No call follows, but another
   *  thread may just be in throw_trace. [main] */
  void (*stop)(void* instance, uint32_t timeout_ms);
  /** One of the interface tables below by its id, or null when the plugin does not have it. Valid
   * for the life of the process. [main] */
  const void* (*get_interface)(void* instance, hedgerow_str id);
} hedgerow_plugin_v1;

/** The type of the exported function. Must be cheap and free of side effects: real work belongs in
 *  start. Returns null when the plugin cannot work with this host. [main] */
typedef const hedgerow_plugin_v1* (*hedgerow_plugin_entry_v1_fn)(const hedgerow_host_v1* host);
#define HEDGEROW_PLUGIN_ENTRY_V1 "hedgerow_plugin_entry_v1"

/* ---- hedgerow.sink/1 --------------------------------------------------------------------------
 */

#define HEDGEROW_SINK_V1 "hedgerow.sink/1"

/** A redacted event. */
typedef struct hedgerow_event_v1 {
  uint32_t struct_size;
  int32_t level;        /* 10 debug, 20 info, 30 warning, 40 error, 50 critical */
  int64_t time_unix_ns; /* 0 when the event has no time */
  hedgerow_str level_text;
  hedgerow_str logger;
  hedgerow_str name;
  const hedgerow_field* fields;
  uint64_t field_count;
  hedgerow_str stack;     /* text block, may be empty */
  hedgerow_str exception; /* text block, may be empty */
} hedgerow_event_v1;

/** Takes redacted events. */
typedef struct hedgerow_sink_v1 {
  uint32_t struct_size;
  /** Takes `count` events, oldest first: `events` is an array of pointers. Must not block for long:
   *  queue, and drop with a count when the queue is full. HEDGEROW_TRY_LATER: nothing was taken.
   *  [serial] */
  hedgerow_status (*write)(void* instance, const hedgerow_event_v1* const* events, uint64_t count);
  /** Returns when all that was taken is out, or `timeout_ms` have passed (HEDGEROW_TRY_LATER).
   *  [serial] */
  hedgerow_status (*flush)(void* instance, uint32_t timeout_ms);
} hedgerow_sink_v1;

/* ---- hedgerow.redactor/1 ----------------------------------------------------------------------
 */

#define HEDGEROW_REDACTOR_V1 "hedgerow.redactor/1"

/** One scalar of an event or a report and the way to it. */
typedef struct hedgerow_leaf {
  hedgerow_str path;    /* "request.headers.cookie", "items.0.card"; "event", "logger", "exception",
                           "stack" for the texts of the event itself */
  hedgerow_str key;     /* the nearest key above it; empty for the texts of the event itself */
  hedgerow_value value; /* never a list or a map */
} hedgerow_leaf;

typedef struct hedgerow_subject_v1 {
  uint32_t struct_size;
  int32_t level;
  hedgerow_str logger;
  hedgerow_str event_name;
  const hedgerow_leaf* leaves;
  uint64_t leaf_count;
  uint8_t is_report; /* 1: a report (exception, crash), 0: an event */
} hedgerow_subject_v1;

/** What a redactor did to a part of a leaf. Holds nothing of the value itself. */
typedef struct hedgerow_receipt_v1 {
  uint32_t struct_size;
  hedgerow_str rule;   /* "team/card" */
  hedgerow_str action; /* "mask" */
  uint64_t leaf_index;
  uint64_t begin; /* bytes of the leaf's text as it was given */
  uint64_t length;
} hedgerow_receipt_v1;

/** Where a redactor puts its answers; leaves it does not name stay as they are. Text is copied. */
typedef struct hedgerow_answers_v1 {
  uint32_t struct_size;
  void* context;
  void (*replace)(void* context, uint64_t leaf_index, hedgerow_str text);
  void (*drop)(void* context); /* the whole event is to be dropped; a report is withheld */
  /** There when struct_size covers it. Adds to the event's field "redactions", a list of what was
   * done; the host cuts a long list. Reports take none. */
  void (*receipt)(void* context, const hedgerow_receipt_v1* receipt);
} hedgerow_answers_v1;

/** Decides over values before the core's own rules, which apply afterwards to what it lets pass. */
typedef struct hedgerow_redactor_v1 {
  uint32_t struct_size;
  /** Takes the policies in force: a JSON array of names of packs and paths of files. Replaces those
   *  of an earlier call; on failure the earlier ones stay. [main] */
  hedgerow_status (*use_policies)(void* instance, hedgerow_str policies);
  /** Any status but HEDGEROW_OK makes the gate withhold every value of the subject. [serial] */
  hedgerow_status (*redact)(void* instance, const hedgerow_subject_v1* subject,
                            const hedgerow_answers_v1* answers);
} hedgerow_redactor_v1;

/* ---- hedgerow.enricher/1 ----------------------------------------------------------------------
 */

#define HEDGEROW_ENRICHER_V1 "hedgerow.enricher/1"

/** One logical frame. Numbers are 0 and text is empty where nothing is known. */
typedef struct hedgerow_frame_v1 {
  uint32_t struct_size;
  uint32_t line;
  uint32_t column;
  uint8_t in_app;
  uint8_t is_inline;            /* inlined into the physical frame that was given just before it */
  uint8_t resolved;             /* function and line are from symbols */
  uint64_t instruction_address; /* the raw return address */
  uint64_t symbol_address;
  uint64_t image_address; /* load base: dlpi_addr + lowest PT_LOAD address */
  hedgerow_str function;  /* demangled */
  hedgerow_str file;
  hedgerow_str module;
} hedgerow_frame_v1;

typedef struct hedgerow_image_v1 {
  uint32_t struct_size;
  uint64_t image_address;
  uint64_t image_size;
  hedgerow_str code_file;
  hedgerow_str build_id; /* hex */
} hedgerow_image_v1;

typedef struct hedgerow_frames_v1 {
  uint32_t struct_size;
  void* context;
  void (*frame)(void* context, const hedgerow_frame_v1* frame);
  void (*image)(void* context, const hedgerow_image_v1* image);
} hedgerow_frames_v1;

/** Adds to reports what the core cannot see. */
typedef struct hedgerow_enricher_v1 {
  uint32_t struct_size;
  /** The addresses on the stack when `exception_object` (what a catch clause refers to, adjusted to
   * the start of the object) was thrown, throw site first. Returns how many were written, 0 when
   * nothing is known. Must not allocate, lock or block. [any] */
  uint32_t (*throw_trace)(void* instance, const void* exception_object, uint64_t* addresses,
                          uint32_t capacity);
  /** Turns addresses (throw site first, as above) into frames, given to `out` outermost call first,
   *  each physical frame followed by those inlined into it, and the images they lie in. [serial] */
  hedgerow_status (*resolve)(void* instance, const uint64_t* addresses, uint32_t count,
                             const hedgerow_frames_v1* out);
  /** One line that says what is covered and what is not, given to `say`. [main] */
  void (*describe)(void* instance, void* context, void (*say)(void* context, hedgerow_str line));
} hedgerow_enricher_v1;

/* ---- hedgerow.command/1 -----------------------------------------------------------------------
 */

#define HEDGEROW_COMMAND_V1 "hedgerow.command/1"

typedef struct hedgerow_console_v1 {
  uint32_t struct_size;
  void* context;
  void (*out)(void* context, hedgerow_str text);   /* standard output */
  void (*error)(void* context, hedgerow_str text); /* standard error */
  /** Up to `capacity` bytes of standard input; 0 at its end. */
  uint64_t (*in)(void* context, char* buffer, uint64_t capacity);
} hedgerow_console_v1;

/** A word of the `hedgerow` tool: `hedgerow <name> ...`. */
typedef struct hedgerow_command_v1 {
  uint32_t struct_size;
  hedgerow_str name;    /* "policy" */
  hedgerow_str summary; /* one line for `hedgerow --help` */
  /** Runs with the words after the name. Returns the exit status: 0 fine, 1 findings, 2 wrong use.
   *  [main] */
  int32_t (*run)(void* instance, const hedgerow_str* arguments, uint64_t count,
                 const hedgerow_console_v1* console);
} hedgerow_command_v1;

/* ---- the note ---------------------------------------------------------------------------------
 */

/**
 * The ELF note: owner "hedgerow", type 1, description = a packed sequence of NUL-terminated
 * `key=value` strings: abi=1, id=<file stem>, version=, license=<SPDX id>, edition=foss|enterprise,
 * provides=<interface ids, comma separated>.
 */
#define HEDGEROW_NOTE_SECTION ".note.hedgerow.plugin"
#define HEDGEROW_NOTE_OWNER "hedgerow"
#define HEDGEROW_NOTE_TYPE 1u

#define HEDGEROW_PLUGIN_NOTE(id, version, license, edition, provides)                              \
  HEDGEROW_PLUGIN_NOTE_TEXT("abi=1\0id=" id "\0version=" version "\0license=" license              \
                            "\0edition=" edition "\0provides=" provides)
#define HEDGEROW_PLUGIN_NOTE_TEXT(text)                                                            \
  __attribute__((section(HEDGEROW_NOTE_SECTION), used, aligned(4))) static const struct {          \
    uint32_t owner_size;                                                                           \
    uint32_t text_size;                                                                            \
    uint32_t type;                                                                                 \
    char owner[12];                                                                                \
    char description[(sizeof(text) + 3u) / 4u * 4u];                                               \
  } hedgerow_plugin_note = {9u, (uint32_t)sizeof(text), HEDGEROW_NOTE_TYPE, "hedgerow", text}

#define HEDGEROW_PLUGIN_EXPORT __attribute__((visibility("default")))

#ifdef __cplusplus
}
#endif

#endif
