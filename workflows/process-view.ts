import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import { DUE_AT, STAGE } from './search-attributes.ts'

/** What operators see of a running process in the Temporal UI: a line of details, and the attributes that lists are searched by. */
export class ProcessView<Stage extends string> {
  private dueAt: string | null = null

  /**
   * @param identifier of the document, which says what it is about without saying what is in it
   * @param stage that the start of the process has set already; null where it has set none
   */
  constructor(
    private readonly identifier: string,
    private stage: Stage | null,
  ) {}

  describe(details: string): void {
    setCurrentDetails(`${this.identifier}: ${details}`)
  }

  /** Shows where the process stands. Each change of an attribute is an event in the history; what stays the same needs none. */
  show(stage: Stage, dueAt: string | null): void {
    if (this.stage === stage && this.dueAt === dueAt) return
    this.stage = stage
    this.dueAt = dueAt
    upsertSearchAttributes([
      { key: STAGE, value: stage },
      { key: DUE_AT, value: dueAt === null ? null : new Date(dueAt) },
    ])
  }
}
