package vectors_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// Every vector says on whose word it stands.
func ExampleAll() {
	files, err := vectors.All()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, v := range files[0].Vectors[:1] {
		fmt.Println(files[0].Name, v.ID, v.Kind, v.Request.Method, v.Expect.Status)
		fmt.Println(v.Spec[0])
	}
	// Output:
	// access-private access/anonymous-private required GET 403
	// S3 GetObject: Permissions
}

// Vectors of one's own are read like the embedded ones, and as strictly.
func ExampleLoad() {
	own := fstest.MapFS{"own.json": {Data: []byte(`{
		"fixture": {"buckets": [{"name": "b"}]},
		"vectors": [{
			"id": "own/missing", "why": "A missing key is missing.", "kind": "required",
			"spec": ["S3 GetObject: Errors"], "source": "AWS API Reference, GetObject",
			"request": {"method": "HEAD", "bucket": "b", "key": "k"},
			"expect": {"status": 404, "bodyrange": "none"}
		}]}`)}}
	_, err := vectors.Load(own)
	fmt.Println(err)
	// Output: vectors: own.json: own/missing: expect.bodyrange: unknown member
}

// A date that moves with the clock is written as a distance from now.
func ExampleExpand() {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	fmt.Println(vectors.Expand("{{now+60}}", now))
	// Output: Fri, 02 Jan 2026 03:05:05 GMT <nil>
}

// The whole value has to match.
func ExamplePattern() {
	p, err := vectors.ParsePattern(`/2030-01-01T00:00:00(\.000)?Z/`)
	fmt.Println(p.Match("2030-01-01T00:00:00.000Z"), p.Match("on 2030-01-01T00:00:00Z"), err)
	// Output: true false <nil>
}
