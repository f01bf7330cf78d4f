/* SPDX-License-Identifier: MIT */
/* A plugin that is bad in one way, chosen by a define; all else about it is right. */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <hedgerow/plugin.h>

#ifndef NO_NOTE
HEDGEROW_PLUGIN_NOTE(PLUGIN_ID, "0.1", "MIT", "foss", "hedgerow.command/1");
#endif

#if defined(CONSTRUCTOR_CRASHES)
__attribute__((constructor)) static void crash(void) {
  abort();
}
#elif defined(CONSTRUCTOR_HANGS)
__attribute__((constructor)) static void hang(void) {
  for (;;)
    pause();
}
#elif defined(CONSTRUCTOR_EXITS)
__attribute__((constructor)) static void leave(void) {
  exit(0);
}
#elif defined(CONSTRUCTOR_MARKS)
/* Leaves a trace, so that a test can see whether any code of the plugin ran. */
__attribute__((constructor)) static void mark(void) {
  const char* path = getenv("HEDGEROW_TEST_MARK");
  if (path != NULL) close(open(path, O_WRONLY | O_CREAT, 0600));
}
#endif

__attribute__((unused)) static hedgerow_status start(const hedgerow_host_v1* host,
                                                     hedgerow_str config, void** instance) {
  (void)config;
  *instance = NULL;
#ifdef START_FAILS
  static const char why[] = "\"colour\" is \"blue\"; allowed are red and green";
  host->fail(host->context, (hedgerow_str){why, sizeof why - 1});
  return HEDGEROW_BAD_INPUT;
#else
  (void)host;
  return HEDGEROW_OK;
#endif
}

static void stop(void* instance, uint32_t timeout_ms) {
  (void)instance;
  (void)timeout_ms;
}

static int32_t run(void* instance, const hedgerow_str* arguments, uint64_t count,
                   const hedgerow_console_v1* console) {
  (void)instance;
  (void)arguments;
  (void)count;
  (void)console;
  return 0;
}
static const hedgerow_command_v1 command = {sizeof command, {"odd", 3}, {"does nothing", 12}, run};

static const void* get_interface(void* instance, hedgerow_str id) {
  (void)instance;
  (void)id;
#ifdef PROMISES_MORE
  return NULL;
#else
  return &command;
#endif
}

static const hedgerow_plugin_v1 plugin = {
#ifdef SHORT_TABLE
    8,
#else
    sizeof plugin,
#endif
#ifdef TABLE_ABI
    7,
#else
    HEDGEROW_PLUGIN_ABI,
#endif
#ifdef NO_START
    NULL,
#else
    start,
#endif
    stop, get_interface};

#ifdef NO_ENTRY
const void* hedgerow_test_keep(void);
const void* hedgerow_test_keep(void) {
  return &plugin;
}
#else
HEDGEROW_PLUGIN_EXPORT const hedgerow_plugin_v1*
hedgerow_plugin_entry_v1(const hedgerow_host_v1* host);
HEDGEROW_PLUGIN_EXPORT const hedgerow_plugin_v1*
hedgerow_plugin_entry_v1(const hedgerow_host_v1* host) {
  (void)host;
#  ifdef ENTRY_NULL
  return NULL;
#  else
  return &plugin;
#  endif
}
#endif
