// Package rule holds the rules by which Amazon S3 answers a read, as data: what each rule
// says, how it is known, who says so, and what a request that it refuses gets.
//
// The rules stand in the files of this package by the phase that asks for them, one
// variable each. Package getobject has a file of the same name for each phase:
//
//	parse.go      the target, the operation and the query
//	preflight.go  what a page of another origin may do
//	admit.go      the bucket and the requester
//	arguments.go  the values of request parameters and of encryption headers
//	decide.go     the version, its state, preconditions, which bytes are sent
//	internal.go   failures of the server
//
// Packages that decide bring rules of their own: the rules of response headers stand
// beside the headers in package getobject, those of signatures in package sigv4. Anybody
// else's may be made as well: a Rule is a plain struct.
//
// # Codes
//
// A [Code] is an S3 error code as text. The table in code.go has the status and the usual
// message of those that a read may be answered with; any other code works as well, with a
// status and a message of its own.
package rule

import (
	"iter"
	"slices"
	"strconv"
)

// A Rule is one sentence of S3's behavior: the reason for an answer. Rules are compared
// as pointers, and nobody changes one. The zero Rule decides nothing.
type Rule struct {
	// ID identifies the rule in vectors, logs and documents, such as
	// "precondition/if-match". It is stable.
	ID string

	// Kind says how the rule is known.
	Kind Kind

	// Code is what a request that the rule refuses is answered with, "" for a rule that
	// refuses nothing.
	Code Code

	// Message goes with Code. "" means that of the code, unless Varies is set.
	Message string

	// Varies says that the message names what the request has, and so is made where the rule
	// is asked.
	Varies bool

	// Sentence is the rule in one sentence.
	Sentence string

	// Sections lists who says so, such as "RFC 9110 §13.1.2".
	Sections []string
}

// String returns the ID, and "" for a nil Rule.
func (r *Rule) String() string {
	if r == nil {
		return ""
	}
	return r.ID
}

// ErrorMessage returns the message that goes with the code of r, or "" if it varies or r refuses
// nothing.
func (r *Rule) ErrorMessage() string {
	switch {
	case r.Varies || r.Code == "":
		return ""
	case r.Message == "":
		return r.Code.Message()
	}
	return r.Message
}

// All returns the rules of this package in the order in which they are asked.
func All() iter.Seq[*Rule] { return slices.Values(all[:]) }

// A Kind says how a rule is known. The zero Kind is [KindRequired].
type Kind uint8

const (
	// KindRequired is a rule of a standard or of the vendor's documentation.
	KindRequired Kind = iota

	// KindQuirk is a rule by which S3 differs from the RFC.
	KindQuirk

	// KindObserved is a rule that was recorded on the service and that nobody promises.
	KindObserved

	// KindGuess is a rule that nobody has recorded or documented: one answer had to be
	// chosen.
	KindGuess
)

// String returns "required", "quirk", "observed" or "guess", and "Kind(n)" for a Kind
// that does not exist.
func (k Kind) String() string {
	switch k {
	case KindRequired:
		return "required"
	case KindQuirk:
		return "quirk"
	case KindObserved:
		return "observed"
	case KindGuess:
		return "guess"
	}
	return "Kind(" + strconv.Itoa(int(k)) + ")"
}
