package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
)

// notes say what is surprising about a step, by phase and name.
var notes = map[string]string{
	"parse/query":                           "Before the signature: the shape of the query is refused for anybody. Values wait for their turn.",
	"admit/bucket look-up":                  "Before the signature, whose scope names the bucket's region, but told only after it.",
	"admit/anonymous overrides":             "Before a missing bucket is told.",
	"arguments/version id":                  "Before the key is looked for: a malformed id hides a 404.",
	"arguments/range and part number":       "Both are refused together, even if the Range is empty and the part is none.",
	"locate/version look-up":                "A version that is not there is told by the steps that follow.",
	"decide/checksum mode of a missing key": "GET only: a bad mode hides the 404. A HEAD tells the 404.",
	"decide/archive":                        "GET only: the HEAD of an archived object is answered.",
	"decide/preconditions":                  "Before the window: a 412 or a 304 wins over a 416.",
	"decide/window":                         "A malformed or several ranges are ignored: a 200, and no 416.",
	"decide/checksum mode":                  "Where the key is there, a bad mode comes after the 304 and the 416.",
}

// within says which steps go the way of a read.
var within = map[string]string{
	"website/object":           "All steps of a read, anonymously. What it ends with, the next steps may replace.",
	"website/method":           "A GET or a HEAD.",
	"session/admission":        "As for a read.",
	"session/permission":       "To create a session, by who has none.",
	"object lambda/request":    "As for a read.",
	"object lambda/admission":  "As for a read, of the bucket behind the access point.",
	"object lambda/version id": "As for a read.",
	"object lambda/permission": "To call the function.",
	"object lambda/answer":     "The function's own, also an error.",
	"object lambda/function":   "It reads with the requester's rights.",
}

// pathOf names a step among those of all phases.
func pathOf(s getobject.Step) string { return s.Phase + "/" + s.Name }

// noteFaults finds texts about steps that are not there.
func (r *reference) noteFaults() (faults []string) {
	for _, name := range slices.AppendSeq(slices.Collect(maps.Keys(notes)), maps.Keys(within)) {
		if !slices.ContainsFunc(r.steps, func(s getobject.Step) bool { return pathOf(s) == name }) {
			faults = append(faults, fmt.Sprintf("note on %s: no such step", name))
		}
	}
	slices.Sort(faults)
	return faults
}

// phases say what each part of the way does.
var phases = map[string]string{
	"parse":     "the request is read",
	"admit":     "who asks, and for which bucket",
	"arguments": "values, without the object",
	"locate":    "the version is pinned",
	"decide":    "what is there and what is sent",
	"preflight": "instead, for an OPTIONS",
	"answer":    "the head, then the body",

	s3website.Phase:    "instead, at a website endpoint",
	s3express.Phase:    "instead, for a CreateSession",
	objectlambda.Phase: "instead, by a function",
}
