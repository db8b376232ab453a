// What each tracked function calls: the span of that function has to be its parent.
/** @track */
export function child() {}
