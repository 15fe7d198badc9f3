package cors_test

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/s3get/s3get/cors"
)

// site lets one site read and write, and every other site read.
var site = cors.Rules{
	{
		AllowedOrigins: []string{"https://www.example.com"},
		AllowedMethods: []string{"GET", "PUT"},
		AllowedHeaders: []string{"range", "x-amz-*"},
		ExposeHeaders:  []string{"ETag"},
		MaxAgeSeconds:  seconds(3000),
	},
	{
		AllowedOrigins: []string{"*"},
		AllowedMethods: []string{"GET"},
	},
}

// A page of another site reads an object. It is the second rule that allows it.
func ExampleRules_Actual() {
	r := cors.Parse("GET", http.Header{"Origin": {"https://blog.example.org"}})
	answer, ok := site.Actual(r)
	fmt.Println(ok, answer.Rule)
	for _, f := range answer.Fields {
		fmt.Printf("%s: %s\n", f.Name, f.Value)
	}
	// Output:
	// true 1
	// Access-Control-Allow-Origin: *
	// Access-Control-Allow-Methods: GET
	// Vary: Origin, Access-Control-Request-Headers, Access-Control-Request-Method
}

// A browser asks whether a page may read a part of an object.
func ExampleRules_Preflight() {
	answer, err := site.Preflight(cors.Parse("OPTIONS", http.Header{
		"Origin":                         {"https://www.example.com"},
		"Access-Control-Request-Method":  {"GET"},
		"Access-Control-Request-Headers": {"Range,X-Amz-Date"},
	}))
	fmt.Println(err)
	for _, f := range answer.Fields {
		fmt.Printf("%s: %s\n", f.Name, f.Value)
	}
	// Output:
	// <nil>
	// Access-Control-Allow-Origin: https://www.example.com
	// Access-Control-Allow-Methods: GET, PUT
	// Access-Control-Allow-Headers: range, x-amz-date
	// Access-Control-Expose-Headers: ETag
	// Access-Control-Max-Age: 3000
	// Access-Control-Allow-Credentials: true
	// Vary: Origin, Access-Control-Request-Headers, Access-Control-Request-Method
}

// A page of another site may not write, and the error document names the method that
// was asked for.
func ExampleRefusal() {
	r := cors.Parse("OPTIONS", http.Header{
		"Origin":                        {"https://blog.example.org"},
		"Access-Control-Request-Method": {"PUT"},
	})
	_, err := site.Preflight(r)
	fmt.Println(errors.Is(err, cors.NotAllowed), r.Method())
	// Output: true PUT
}

// Where a request says nothing of an origin, there is nothing to look up.
func ExampleParse() {
	fmt.Println(cors.Parse("GET", http.Header{"Range": {"bytes=0-9"}}).CrossOrigin())
	fmt.Println(cors.Parse("GET", http.Header{"Origin": {"null"}}).CrossOrigin())
	// Output:
	// false
	// true
}

// An error names the rule and what is wrong with it.
func ExampleRules_Validate() {
	rules := cors.Rules{{AllowedOrigins: []string{"https://*.*.example"}, AllowedMethods: []string{"GET"}}}
	err := rules.Validate()
	fmt.Println(err)
	var invalid *cors.InvalidError
	fmt.Println(errors.As(err, &invalid), invalid.Element)
	// Output:
	// cors: rule 0: AllowedOrigin "https://*.*.example": has more than one "*"
	// true AllowedOrigin
}
