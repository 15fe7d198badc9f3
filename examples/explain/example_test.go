package main

import (
	"fmt"
	"os"
	"strings"
)

// explain runs the command at noon of a day.
func explain(stdin string, args ...string) {
	args = append([]string{"-time", "2026-01-02T12:00:00Z"}, args...)
	if err := run(args, strings.NewReader(stdin), os.Stdout); err != nil {
		fmt.Println("explain:", err)
	}
}

// A request for an object that the client has is answered before its range is looked at.
func Example() {
	explain("", "GET", "/demo/hello.txt", "-H", "If-None-Match: *", "-H", "Range: bytes=100-")
	// Output:
	// GET /demo/hello.txt
	// If-None-Match: *
	// Range: bytes=100-
	// (anonymously, over plain HTTP, at 2026-01-02T12:00:00Z)
	//
	//   parse      ✓ host
	//              ✓ target
	//              ✓ query encoding
	//              ✓ operation
	//              ✓ address
	//              ✓ header section
	//              ✓ query
	//   admit      ✓ secure connection
	//              ✓ bucket look-up
	//              ✓ signature
	//              ✓ anonymous overrides
	//              ✓ bucket
	//              ✓ region
	//              ✓ expected owner
	//              ✓ requester pays
	//              ✓ permission
	//   arguments  ✓ trailer
	//              ✓ version id
	//              ✓ range and part number
	//              ✓ overrides
	//              ✓ encryption headers
	//   locate     ✓ version look-up
	//              ✓ permissions
	//              ✓ part look-up
	//   decide     ✓ checksum mode of a missing key
	//              ✓ location
	//              ✓ delete marker
	//              ✓ archive
	//              ✓ customer key
	//              ✓ KMS key
	// ▶            ● preconditions                   decided by precondition/if-none-match
	//              · window
	//              · checksum mode
	//              · headers
	//
	// 304 by precondition/if-none-match, which is required
	//     An If-None-Match that matches the selected representation is answered 304; the comparison is weak, and a list or * matches too.
	//     RFC 9110 §13.1.2, RFC 9110 §13.2.2, S3 GetObject: If-None-Match
	//
	// HTTP/1.1 304 Not Modified
	// Last-Modified: Mon, 06 May 2024 07:08:09 GMT
	// ETag: "3ba5a5bc4a4857dccda453d8bb1c5f00"
}

// The text of a request may come from a file, and a refusal has its document.
func Example_standardInput() {
	explain("GET /demo/hello.txt?versionId=1 HTTP/1.1\nHost: s3.amazonaws.com\n", "-as", "owner")
	// Output:
	// GET /demo/hello.txt?versionId=1
	// Host: s3.amazonaws.com
	// (as owner, over plain HTTP, at 2026-01-02T12:00:00Z)
	//
	//   parse      ✓ host
	//              ✓ target
	//              ✓ query encoding
	//              ✓ operation
	//              ✓ address
	//              ✓ header section
	//              ✓ query
	//   admit      ✓ secure connection
	//              ✓ bucket look-up
	//              ✓ signature
	//              ✓ anonymous overrides
	//              ✓ bucket
	//              ✓ region
	//              ✓ expected owner
	//              ✓ requester pays
	//              ✓ permission
	//   arguments  ✓ trailer
	// ▶            ✗ version id                      refused by argument/version-malformed
	//              · range and part number
	//              · overrides
	//              · encryption headers
	//   locate     · version look-up
	//              · permissions
	//              · part look-up
	//   decide     · checksum mode of a missing key
	//              · location
	//              · delete marker
	//              · archive
	//              · customer key
	//              · KMS key
	//              · preconditions
	//              · window
	//              · checksum mode
	//              · headers
	//
	// 400 by argument/version-malformed, which is observed
	//     A versionId that is malformed, or other than null in a bucket that never had versioning, is answered 400.
	//     S3 GetObject: versionId
	//
	// HTTP/1.1 400 Bad Request
	// Content-Type: application/xml
	//
	// <?xml version="1.0" encoding="UTF-8"?>
	// <Error><Code>InvalidArgument</Code><Message>Invalid version id specified</Message><ArgumentName>versionId</ArgumentName><ArgumentValue>1</ArgumentValue><RequestId>...</RequestId><HostId>...</HostId></Error>
}

// The handlers of websites, sessions and functions have steps of their own. What none refuses has
// no rule, and an error of a website is told by a page.
func Example_website() {
	explain("", "GET", "http://demo.s3-website-us-east-1.amazonaws.com/")
	explain("", "GET", "https://loud-111122223333.s3-object-lambda.us-east-1.amazonaws.com/today.txt", "-as", "owner")
	// Output:
	// GET /
	// Host: demo.s3-website-us-east-1.amazonaws.com
	// (anonymously, over plain HTTP, at 2026-01-02T12:00:00Z)
	//
	//   website  ✓ method
	// ▶          ✗ configuration      refused by website/no-configuration
	//            · redirect of all
	//            · object
	//            · routing rules
	//            · folder
	//            · redirect location
	//            · answer
	//
	// 404 by website/no-configuration, which is required
	//     A request to the website endpoint of a bucket without a website configuration is answered 404 NoSuchWebsiteConfiguration, as a page of HTML.
	//     S3 User Guide: Website endpoints, S3 Error responses: NoSuchWebsiteConfiguration
	//
	// HTTP/1.1 404 Not Found
	// Content-Type: text/html; charset=utf-8
	//
	// (a page that says: NoSuchWebsiteConfiguration, The specified bucket does not have a website configuration)
	// GET /today.txt
	// Host: loud-111122223333.s3-object-lambda.us-east-1.amazonaws.com
	// (as owner, over TLS, at 2026-01-02T12:00:00Z)
	//
	//   object lambda  ✓ request
	//                  ✓ admission
	//                  ✓ version id
	//                  ✓ permission
	//                  ✓ function
	// ▶                ● answer
	//
	// 200, since no step refuses it
	//
	// HTTP/1.1 200 OK
}
