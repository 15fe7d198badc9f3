package rule

// Rules about preflight requests, by which browsers ask what a page of another origin may do.
var (
	CORSNoOrigin = &Rule{
		ID: "cors/no-origin", Kind: KindObserved, Code: CodeBadRequest,
		Message:  "Insufficient information. Origin request header needed.",
		Sentence: "A preflight request without Origin is answered 400 BadRequest.",
		Sections: []string{"S3 OPTIONS object: Origin"},
	}
	CORSBucket = &Rule{
		ID: "cors/bucket", Kind: KindObserved, Code: CodeAccessForbidden,
		Message:  "CORSResponse: Bucket not found",
		Sentence: "A preflight request for a bucket or an access point that does not exist is answered 403 AccessForbidden.",
		Sections: []string{"S3 OPTIONS object: Description"},
	}
	CORSNotEnabled = &Rule{
		ID: "cors/not-enabled", Kind: KindObserved, Code: CodeAccessForbidden,
		Message:  "CORSResponse: CORS is not enabled for this bucket.",
		Sentence: "A preflight request for a bucket without CORS rules is answered 403 AccessForbidden.",
		Sections: []string{"S3 OPTIONS object: Description"},
	}
	CORSNotAllowed = &Rule{
		ID: "cors/not-allowed", Kind: KindObserved, Code: CodeAccessForbidden,
		Message: "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, " +
			"request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by " +
			"the resource's CORS spec.",
		Sentence: "A preflight request that no CORS rule of the bucket matches is answered 403 AccessForbidden.",
		Sections: []string{"S3 OPTIONS object: Description", "S3 User Guide: How does Amazon S3 evaluate the CORS configuration on a bucket?"},
	}
	CORSPreflight = &Rule{
		ID: "cors/preflight", Kind: KindObserved,
		Sentence: "A preflight request that a CORS rule matches is answered 200 with what that rule allows, and without content.",
		Sections: []string{"S3 OPTIONS object: Response Headers"},
	}
)
