// SPDX-License-Identifier: MIT
/// @file
/// The layout of every struct of ABI 1, byte by byte. A row that must change is a break of the ABI;
/// a struct may only grow, by rows at its end.
#include <cstddef>

#include <hedgerow/plugin.h>

#define AT(type, member, offset) static_assert(offsetof(type, member) == offset, #type "." #member)
#define SIZE(type, size) static_assert(sizeof(type) == size, #type)

AT(hedgerow_str, data, 0);
AT(hedgerow_str, size, 8);
SIZE(hedgerow_str, 16);

AT(hedgerow_value, type, 0);
AT(hedgerow_value, data_class, 4);
AT(hedgerow_value, as, 8);
AT(hedgerow_value, as.boolean, 8);
AT(hedgerow_value, as.signed_integer, 8);
AT(hedgerow_value, as.unsigned_integer, 8);
AT(hedgerow_value, as.floating, 8);
AT(hedgerow_value, as.string, 8);
AT(hedgerow_value, as.list.items, 8);
AT(hedgerow_value, as.list.count, 16);
AT(hedgerow_value, as.map.members, 8);
AT(hedgerow_value, as.map.count, 16);
SIZE(hedgerow_value, 24);

AT(hedgerow_field, key, 0);
AT(hedgerow_field, value, 16);
SIZE(hedgerow_field, 40);

AT(hedgerow_host_v1, struct_size, 0);
AT(hedgerow_host_v1, abi, 4);
AT(hedgerow_host_v1, context, 8);
AT(hedgerow_host_v1, version, 16);
AT(hedgerow_host_v1, log, 32);
AT(hedgerow_host_v1, fail, 40);
AT(hedgerow_host_v1, get_interface, 48);
SIZE(hedgerow_host_v1, 56);

AT(hedgerow_plugin_v1, struct_size, 0);
AT(hedgerow_plugin_v1, abi, 4);
AT(hedgerow_plugin_v1, start, 8);
AT(hedgerow_plugin_v1, stop, 16);
AT(hedgerow_plugin_v1, get_interface, 24);
SIZE(hedgerow_plugin_v1, 32);

AT(hedgerow_event_v1, struct_size, 0);
AT(hedgerow_event_v1, level, 4);
AT(hedgerow_event_v1, time_unix_ns, 8);
AT(hedgerow_event_v1, level_text, 16);
AT(hedgerow_event_v1, logger, 32);
AT(hedgerow_event_v1, name, 48);
AT(hedgerow_event_v1, fields, 64);
AT(hedgerow_event_v1, field_count, 72);
AT(hedgerow_event_v1, stack, 80);
AT(hedgerow_event_v1, exception, 96);
SIZE(hedgerow_event_v1, 112);

AT(hedgerow_sink_v1, struct_size, 0);
AT(hedgerow_sink_v1, write, 8);
AT(hedgerow_sink_v1, flush, 16);
SIZE(hedgerow_sink_v1, 24);

AT(hedgerow_leaf, path, 0);
AT(hedgerow_leaf, key, 16);
AT(hedgerow_leaf, value, 32);
SIZE(hedgerow_leaf, 56);

AT(hedgerow_subject_v1, struct_size, 0);
AT(hedgerow_subject_v1, level, 4);
AT(hedgerow_subject_v1, logger, 8);
AT(hedgerow_subject_v1, event_name, 24);
AT(hedgerow_subject_v1, leaves, 40);
AT(hedgerow_subject_v1, leaf_count, 48);
AT(hedgerow_subject_v1, is_report, 56);
SIZE(hedgerow_subject_v1, 64);

AT(hedgerow_answers_v1, struct_size, 0);
AT(hedgerow_answers_v1, context, 8);
AT(hedgerow_answers_v1, replace, 16);
AT(hedgerow_answers_v1, drop, 24);
AT(hedgerow_answers_v1, receipt, 32);
SIZE(hedgerow_answers_v1, 40);
AT(hedgerow_receipt_v1, struct_size, 0);
AT(hedgerow_receipt_v1, rule, 8);
AT(hedgerow_receipt_v1, action, 24);
AT(hedgerow_receipt_v1, leaf_index, 40);
AT(hedgerow_receipt_v1, begin, 48);
AT(hedgerow_receipt_v1, length, 56);
SIZE(hedgerow_receipt_v1, 64);

AT(hedgerow_redactor_v1, struct_size, 0);
AT(hedgerow_redactor_v1, use_policies, 8);
AT(hedgerow_redactor_v1, redact, 16);
SIZE(hedgerow_redactor_v1, 24);

AT(hedgerow_frame_v1, struct_size, 0);
AT(hedgerow_frame_v1, line, 4);
AT(hedgerow_frame_v1, column, 8);
AT(hedgerow_frame_v1, in_app, 12);
AT(hedgerow_frame_v1, is_inline, 13);
AT(hedgerow_frame_v1, resolved, 14);
AT(hedgerow_frame_v1, instruction_address, 16);
AT(hedgerow_frame_v1, symbol_address, 24);
AT(hedgerow_frame_v1, image_address, 32);
AT(hedgerow_frame_v1, function, 40);
AT(hedgerow_frame_v1, file, 56);
AT(hedgerow_frame_v1, module, 72);
SIZE(hedgerow_frame_v1, 88);

AT(hedgerow_image_v1, struct_size, 0);
AT(hedgerow_image_v1, image_address, 8);
AT(hedgerow_image_v1, image_size, 16);
AT(hedgerow_image_v1, code_file, 24);
AT(hedgerow_image_v1, build_id, 40);
SIZE(hedgerow_image_v1, 56);

AT(hedgerow_frames_v1, struct_size, 0);
AT(hedgerow_frames_v1, context, 8);
AT(hedgerow_frames_v1, frame, 16);
AT(hedgerow_frames_v1, image, 24);
SIZE(hedgerow_frames_v1, 32);

AT(hedgerow_enricher_v1, struct_size, 0);
AT(hedgerow_enricher_v1, throw_trace, 8);
AT(hedgerow_enricher_v1, resolve, 16);
AT(hedgerow_enricher_v1, describe, 24);
SIZE(hedgerow_enricher_v1, 32);

AT(hedgerow_console_v1, struct_size, 0);
AT(hedgerow_console_v1, context, 8);
AT(hedgerow_console_v1, out, 16);
AT(hedgerow_console_v1, error, 24);
AT(hedgerow_console_v1, in, 32);
SIZE(hedgerow_console_v1, 40);

AT(hedgerow_command_v1, struct_size, 0);
AT(hedgerow_command_v1, name, 8);
AT(hedgerow_command_v1, summary, 24);
AT(hedgerow_command_v1, run, 40);
SIZE(hedgerow_command_v1, 48);

// The numbers are part of it as well.
static_assert(HEDGEROW_PLUGIN_ABI == 1u);
static_assert(HEDGEROW_OK == 0 && HEDGEROW_FAILED == 1 && HEDGEROW_BAD_INPUT == 2 &&
              HEDGEROW_TRY_LATER == 3);
static_assert(HEDGEROW_LOG_DEBUG == 10 && HEDGEROW_LOG_INFO == 20 && HEDGEROW_LOG_WARNING == 30 &&
              HEDGEROW_LOG_ERROR == 40);
