/** A call's state as pages use it: what its phase brings along (`reasons`, `reason`) stands beside it. */
export function flatState(state) {
  return { ...state, ...state.phase };
}
