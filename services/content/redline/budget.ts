/** The time a comparison may take. Whoever finds it spent settles for less and says so; nobody waits for it. */
export class Budget {
  private readonly end: number
  /** True once something was compared less closely than it could have been. */
  settled = false

  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds
  }

  /** Milliseconds left, at least 1 because 0 means "no limit" to some. */
  left(): number {
    return Math.max(1, this.end - performance.now())
  }

  get spent(): boolean {
    return performance.now() >= this.end
  }

  settle(): void {
    this.settled = true
  }
}
