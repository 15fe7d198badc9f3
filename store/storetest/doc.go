// Package storetest checks whether a [store.Store] keeps the promises of package store. A test
// of a store is one call:
//
//	storetest.Check(t, storetest.Subject{Store: s, Bucket: "b", Put: put, Delete: remove})
//
// # Promises
//
// [Promises] lists what is checked. Each promise has a name, such as "Open/ErrNoKey", which is the
// name of its subtest and stands in its failures, and the sentence of package store that says
// it, which is quoted there.
//
// # What is not checked
//
// What a store cannot hold is skipped, and the test says so: a function that a [Subject] lacks,
// or that returns [errors.ErrUnsupported]. Goroutines are counted always, descriptors where the
// system lists them (/proc/self/fd, /dev/fd), and what else a store holds if [Subject.Held]
// tells. Data races are found by the race detector while Check runs, and not without it.
//
// Check cannot see that a store would break a promise at another time, on another disk, or
// after a crash. Package faultstore makes the failures for which a caller of a store has to be
// tested.
package storetest
