// Colours for people: eight hues that stay apart from each other and from the blue of one's own hand.

export const faces: readonly string[] = ['#5ad7cb', '#f2bc4e', '#f58fcf', '#9bd65a', '#ff9d78', '#b09cff', '#c6d34e', '#dccaa8'];
