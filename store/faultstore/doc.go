// Package faultstore is a [store.Store] over another that fails where a test says so:
//
//	s := faultstore.New(inner,
//		faultstore.Fault{On: faultstore.Open, Key: "k", Call: 2, Do: faultstore.Fail(store.ErrUnavailable)},
//		faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(100, store.ErrChanged)},
//	)
//
// A [Fault] is a value that a row of a table can have: which calls, and what happens to them. A
// Store without faults does what the inner one does, and forwards its optional interfaces and
// those of its Objects and readers.
//
// # Effects
//
// On any call, before the inner store is asked:
//
//	Fail      the call returns an error
//	Changed   the call returns store.ErrChanged
//	SlowDown  the call returns store.ErrSlowDown, with a time to retry after
//	Delay     the call takes longer
//	Stall     the call waits until it is released
//	Panic     the call panics
//	Run       a function runs, which may change the inner store
//
// On OpenRange, for the reader that it returns:
//
//	Cut       the reader fails after some bytes
//	Flip      a byte is another
//	Short     the reader ends early, as if that were the end
//	Long      the reader has more bytes than were asked for
//
// All faults that meet a call happen to it, in the order in which they were given, until one
// ends it. Close closes what is below it, whatever happens to the call.
//
// A reader with faults has WriteTo where the one below has it. It goes through Read then, so
// that the same faults meet it.
package faultstore
