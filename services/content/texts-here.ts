import type { Texts } from '../ports.ts'
import { TEXT_JOBS } from './jobs.ts'

/** Computes in this process, for short texts and for what answers nobody meanwhile. */
export const textsHere: Texts = {
  compare: async (...args) => TEXT_JOBS.compare(...args),
  read: async (...args) => TEXT_JOBS.read(...args),
  facts: async (...args) => TEXT_JOBS.facts(...args),
  show: async (...args) => TEXT_JOBS.show(...args),
  toMarkdown: async (...args) => TEXT_JOBS.toMarkdown(...args),
  index: async (...args) => TEXT_JOBS.index(...args),
  passages: async (...args) => TEXT_JOBS.passages(...args),
  mark: async (...args) => TEXT_JOBS.mark(...args),
  anchor: async (...args) => TEXT_JOBS.anchor(...args),
  wordingAt: async (...args) => TEXT_JOBS.wordingAt(...args),
  readWording: async (...args) => TEXT_JOBS.readWording(...args),
  showWordings: async (...args) => TEXT_JOBS.showWordings(...args),
  takeWording: async (...args) => TEXT_JOBS.takeWording(...args),
  place: async (...args) => TEXT_JOBS.place(...args),
}
