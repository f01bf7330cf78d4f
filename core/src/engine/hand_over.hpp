// SPDX-License-Identifier: MIT
/// @file
/// From the sinks' buffers to the files, by way of a checkpoint (ring/checkpoint.hpp): of this
/// process's own segment, or of a dead one that is being recovered.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "ring/checkpoint.hpp"
#include "sink/sink.hpp"

namespace hedgerow::internal {

/// Calls end_batch() of every sink. `set_positions(journal)` notes how far the rings are processed;
/// `committed()` is called when that counts. Without a journal the order is the same.
/// A sink whose file says how much of a text is in it writes after the checkpoint: of its events
/// none is lost and none comes twice, whenever the process is killed. The others write before it:
/// none is lost, and the last batch may come twice.
template <class SetPositions, class Committed>
void hand_over(const std::vector<std::unique_ptr<sink>>& sinks, checkpoint_writer* journal,
               const clock_reading& newest, SetPositions set_positions,
               Committed committed) noexcept {
  std::array<std::pair<sink*, int>, layout::max_texts> noted;
  std::size_t count = 0;
  if (journal != nullptr) {
    journal->begin(newest);
    set_positions(*journal);
  }
  for (const auto& s : sinks) {
    const auto text = s->waiting();
    file_place file;
    int number = -1;
    if (journal != nullptr && !text.empty() && s->destination(file))
      number = journal->add({text, file.device, file.inode, file.size, file.path});
    if (number < 0)
      s->end_batch();
    else
      noted[count++] = {s.get(), number};
  }
  if (journal != nullptr) journal->commit();
  committed();
  for (std::size_t i = 0; i < count; ++i) {
    noted[i].first->end_batch();
    if (noted[i].first->waiting().empty()) journal->done(noted[i].second);
  }
}

}  // namespace hedgerow::internal
