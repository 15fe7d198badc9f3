// Package version decides which version of an object a request means, and what
// the answer says about it.
//
// # Rules
//
// [Parse] reads a versionId parameter (S3 GetObject: versionId):
//
//	no parameter           Latest; Parse is not asked
//	null                   Null: the version without an id of its own
//	32 of A-Z a-z 0-9 . _  ByID
//	the empty text         ErrEmpty
//	anything else          ErrMalformed, also NULL: letter case counts
//
// [Selector.AllowedIn] then looks at the bucket. A bucket that never had
// versioning gave out no ids, and S3 calls even a well-formed one malformed.
//
// [Select] finds the version in the stack of a key, which lists its versions
// from the newest to the oldest:
//
//	Latest    the first of the stack, or ErrNoKey if it is empty
//	Null      the null version, wherever it is, or ErrNoVersion
//	ByID      the version with that id, or ErrNoVersion
//
// A version that is named and not there is ErrNoVersion even if the key has no
// version at all. Delete markers are versions like others: Select finds them, and
// [Entry] tells. The caller answers that the key is missing if the marker was
// found as the latest version, and that it can't be read if it was named.
//
// [HeaderValue] gives the x-amz-version-id of the answer
// (S3 GetObject: x-amz-version-id).
//
// Stores that can't lay out a stack as a slice use [Selector.Names] and
// [Selector.NotFound], of which Select is made.
//
// # The null version
//
// An object that was written while its bucket had no versioning, or had it
// suspended, is the null version of its key. There is at most one. Its id is
// written [NullID], and the empty id means the same everywhere in this package,
// so that the zero Entry is a null version.
//
// No function of this package does I/O, and all may be called concurrently.
package version
