// Takes one step after the other while it is on, at the speed of a slider.

/** Milliseconds between two steps at each end of the slider. */
const SLOWEST_MS = 2_400;
const FASTEST_MS = 60;

export class Autoplay {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #speed: HTMLInputElement;
  readonly #step: () => Promise<boolean>;
  readonly #changed: () => void;

  /** @param step takes a step and says whether there may be another */
  constructor(speed: HTMLInputElement, step: () => Promise<boolean>, changed: () => void) {
    this.#speed = speed;
    this.#step = step;
    this.#changed = changed;
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    if (!this.isOn) this.#wait(0);
    this.#changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed();
  }

  #wait(delayMs: number): void {
    this.#timer = setTimeout(() => void this.#goOn(), delayMs);
  }

  async #goOn(): Promise<void> {
    const timer = this.#timer;
    const mayGoOn = await this.#step();
    // Somebody may have stopped it meanwhile, or stopped and started it again.
    if (this.#timer !== timer) return;
    if (mayGoOn) this.#wait(this.#delayMs());
    else this.stop();
  }

  #delayMs(): number {
    const { min, max, valueAsNumber } = this.#speed;
    const share = (valueAsNumber - Number(min)) / (Number(max) - Number(min));
    return SLOWEST_MS * (FASTEST_MS / SLOWEST_MS) ** share;
  }
}
