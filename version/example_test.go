package version_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/s3get/s3get/version"
)

// A record is how this store keeps a version of a key.
type record struct {
	id      string
	deleted bool
	text    string
}

func (r record) entry() version.Entry { return version.Entry{ID: r.id, DeleteMarker: r.deleted} }

// story is a key that was written before its bucket had versioning, then again,
// and then deleted.
var story = []record{
	{id: "0sZRiklscph5YHzhQRrc6jJLK9AunvLO", deleted: true},
	{id: "J8eC9kRfFKXJr4KgoVnYwAZbicSmyC46", text: "written since"},
	{id: version.NullID, text: "written before"},
}

// A request names a version, and the answer says which it is about.
func Example() {
	sel, err := version.Parse("null")
	if err != nil {
		fmt.Println(err)
		return
	}
	i, err := version.Select(story, record.entry, sel)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, ok := version.HeaderValue(version.StateEnabled, story[i].id)
	fmt.Println(story[i].text, id, ok)
	// Output: written before null true
}

// A delete marker is found like any version. It hides the key if it is the
// latest, and can't be read if it is named.
func ExampleSelect_deleteMarker() {
	for _, sel := range []version.Selector{version.Latest(), version.ByID(story[0].id)} {
		i, err := version.Select(story, record.entry, sel)
		fmt.Println(story[i].entry().DeleteMarker, sel.IsLatest(), err)
	}
	// Output:
	// true true <nil>
	// true false <nil>
}

// A version that is named is missing in its own way, even if the key is too.
func ExampleSelect_missing() {
	var none []record
	_, err := version.Select(none, record.entry, version.Latest())
	fmt.Println(err)
	_, err = version.Select(none, record.entry, version.Null())
	fmt.Println(err)
	// Output:
	// version: no such key
	// version: no such version
}

// Any text without control characters may be an id of some store. S3's own have 32
// characters. Ids are case-sensitive, and only null is the null version.
func ExampleParse() {
	for _, value := range []string{"null", "NULL", "J8eC9kRfFKXJr4KgoVnYwAZbicSmyC46", "v\n1", ""} {
		sel, err := version.Parse(value)
		fmt.Printf("%q %t %t %v\n", sel, sel.IsNull(), version.WellFormed(sel.String()), err)
	}
	// Output:
	// "null" true false <nil>
	// "NULL" false false <nil>
	// "J8eC9kRfFKXJr4KgoVnYwAZbicSmyC46" false true <nil>
	// "" false false version: malformed version id
	// "" false false version: empty version id
}

// A bucket that never had versioning refuses even an id that another bucket assigned.
func ExampleSelector_AllowedIn() {
	sel := version.ByID("J8eC9kRfFKXJr4KgoVnYwAZbicSmyC46")
	fmt.Println(sel.AllowedIn(version.StateUnversioned))
	fmt.Println(sel.AllowedIn(version.StateSuspended))
	// Output:
	// version: malformed version id
	// <nil>
}

// A seed makes the ids of a test the same in every run.
func ExampleNewID() {
	id := version.NewID(rand.New(rand.NewPCG(1, 2)).Uint64)
	fmt.Println(len(id), version.WellFormed(id))
	// Output: 32 true
}

// Never versioned, and not versioned now, are different.
func ExampleHeaderValue() {
	fmt.Println(version.HeaderValue(version.StateUnversioned, version.NullID))
	fmt.Println(version.HeaderValue(version.StateSuspended, version.NullID))
	// Output:
	//  false
	// null true
}

// Names of states are those of fixtures.
func ExampleParseState() {
	fmt.Println(version.ParseState("suspended"))
	// Output: suspended <nil>
}
