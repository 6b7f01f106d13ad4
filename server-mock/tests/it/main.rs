//! Through HTTP, over real TLS, on a real file.
