//! Photos of documents and portraits: what is wrong with them, and what their machine-readable zone says.
