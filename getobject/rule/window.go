package rule

// Rules about which bytes are sent.
var (
	RangeUnsatisfiable = &Rule{
		ID: "range/unsatisfiable", Kind: KindRequired, Code: CodeInvalidRange,
		Message:  "The requested range is not satisfiable",
		Sentence: "A byte range that starts at or past the end of the object, or a suffix of no bytes or of an empty object, is answered 416.",
		Sections: []string{"RFC 9110 §14.1.2", "RFC 9110 §15.5.17", "S3 GetObject: Range"},
	}
	PartBeyond = &Rule{
		ID: "part/beyond", Kind: KindObserved, Code: CodeInvalidPartNumber,
		Message:  "The requested partnumber is not satisfiable",
		Sentence: "A partNumber beyond the last part is answered 416, and an object stored by a single PUT has one part.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	Whole = &Rule{
		ID: "window/whole", Kind: KindRequired,
		Sentence: "A request without a Range or partNumber is answered 200 with the whole object.",
		Sections: []string{"RFC 9110 §15.3.1"},
	}
	RangeIgnored = &Rule{
		ID: "range/ignored", Kind: KindQuirk,
		Sentence: "A Range that is malformed, has another unit or has several ranges is ignored and answered 200.",
		Sections: []string{"RFC 9110 §14.2", "S3 GetObject: Range"},
	}
	IfRange = &Rule{
		ID: "range/if-range", Kind: KindRequired,
		Sentence: "A Range whose If-Range does not match the selected representation is ignored.",
		Sections: []string{"RFC 9110 §13.1.5"},
	}
	Range = &Rule{
		ID: "range/satisfied", Kind: KindRequired,
		Sentence: "A satisfiable byte range is answered 206 with that range, even if it covers the whole object.",
		Sections: []string{"RFC 9110 §14.2", "RFC 9110 §15.3.7", "S3 GetObject: Range"},
	}
	Part = &Rule{
		ID: "part/multipart", Kind: KindRequired,
		Sentence: "A part of a multipart object is answered 206 with its bytes and is numbered by its position in the object.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartPlain = &Rule{
		ID: "part/plain", Kind: KindObserved,
		Sentence: "Part 1 of an object stored by a single PUT is answered 206 with the whole object and no parts count.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartEmpty = &Rule{
		ID: "part/empty", Kind: KindGuess,
		Sentence: "A part of zero bytes is answered 200, because a Content-Range cannot describe it.",
		Sections: []string{"RFC 9110 §15.3.7"},
	}
	ChecksumMode = &Rule{
		ID: "checksum/mode", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Value for x-amz-checksum-mode header is invalid.",
		Sentence: "A checksum mode other than ENABLED, in any letter case, is answered 400 if the request is otherwise answered 200 or 206.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"},
	}
)
