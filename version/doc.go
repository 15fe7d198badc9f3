// Package version decides which version of an object a request means, and what
// the response says about it.
//
// # Rules
//
// [Parse] parses a versionId parameter (S3 GetObject: versionId):
//
//	no parameter              Latest; Parse is not called
//	null                      Null: the version without an id of its own
//	the empty text            ErrEmpty
//	control characters, text  ErrMalformed
//	that is not UTF-8, more
//	than 1,024 bytes
//	anything else             ByID, also NULL: ids are case-sensitive
//
// The form of ids is the store's. [WellFormed] is the form of S3's own, 32
// characters of A-Z a-z 0-9 . _, and S3 calls an id of another form malformed.
//
// [Selector.AllowedIn] then checks the bucket. A bucket that never had versioning
// assigned no ids, and S3 calls even a well-formed one malformed.
//
// [Select] finds the version in the stack of a key, which lists its versions
// from the newest to the oldest:
//
//	Latest    the first of the stack, or ErrNoKey if it is empty
//	Null      the null version, wherever it is, or ErrNoVersion
//	ByID      the version with that id, or ErrNoVersion
//
// A version that is named and does not exist is ErrNoVersion even if the key has
// no version at all. Delete markers are versions like others: Select finds them,
// and the caller checks [Entry]. S3's answer is that the key does not exist if the
// marker is the latest version, and that it cannot be read if it was named.
//
// [HeaderValue] returns the x-amz-version-id of the response
// (S3 GetObject: x-amz-version-id).
//
// Stores whose versions are not in a slice use [Selector.Names] and
// [Selector.NotFound], of which Select is made.
//
// # The null version
//
// An object that was written while its bucket had no versioning, or had it
// suspended, is the null version of its key. There is at most one. Its id is
// [NullID], and the empty id means the same everywhere in this package, so that
// the zero Entry is a null version.
//
// No function of this package does I/O, and all may be called concurrently.
package version
