package rule

// Rules about which bytes are sent.
var (
	RangeUnsatisfiable = &Rule{
		ID: "range/unsatisfiable", Kind: KindRequired, Code: CodeInvalidRange,
		Message:  "The requested range is not satisfiable",
		Sentence: "A range that begins at or past the end of the object, or takes the last none of it, is not satisfiable.",
		Sections: []string{"RFC 9110 §14.1.2", "RFC 9110 §15.5.17", "S3 GetObject: Range"},
	}
	PartBeyond = &Rule{
		ID: "part/beyond", Kind: KindObserved, Code: CodeInvalidPartNumber,
		Message:  "The requested partnumber is not satisfiable",
		Sentence: "A part beyond the last is not satisfiable; an object stored by one PUT has one.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	Whole = &Rule{
		ID: "window/whole", Kind: KindRequired,
		Sentence: "A request for no part of the object is answered 200 with all of it.",
		Sections: []string{"RFC 9110 §15.3.1"},
	}
	RangeIgnored = &Rule{
		ID: "range/ignored", Kind: KindQuirk,
		Sentence: "A Range that is malformed, of another unit, or of several ranges is ignored.",
		Sections: []string{"RFC 9110 §14.2", "S3 GetObject: Range"},
	}
	IfRange = &Rule{
		ID: "range/if-range", Kind: KindRequired,
		Sentence: "A Range whose If-Range names another representation is ignored.",
		Sections: []string{"RFC 9110 §13.1.5"},
	}
	Range = &Rule{
		ID: "range/satisfied", Kind: KindRequired,
		Sentence: "A satisfiable range is answered 206 with that range, even if it is all of the object.",
		Sections: []string{"RFC 9110 §14.2", "RFC 9110 §15.3.7", "S3 GetObject: Range"},
	}
	Part = &Rule{
		ID: "part/multipart", Kind: KindRequired,
		Sentence: "A part of a multipart upload is answered 206 with its bytes, by its position.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartPlain = &Rule{
		ID: "part/plain", Kind: KindObserved,
		Sentence: "The first part of an object stored by one PUT is answered 206 with all of it and counts no parts.",
		Sections: []string{"S3 GetObject: partNumber"},
	}
	PartEmpty = &Rule{
		ID: "part/empty", Kind: KindRequired,
		Sentence: "A part without bytes has no range that a 206 could name and is answered 200.",
		Sections: []string{"RFC 9110 §15.3.7"},
	}
	ChecksumMode = &Rule{
		ID: "checksum/mode", Kind: KindObserved, Code: CodeInvalidRequest,
		Message:  "Value for x-amz-checksum-mode header is invalid.",
		Sentence: "The checksum mode of a read that could be answered is ENABLED in any letter case.",
		Sections: []string{"S3 GetObject: x-amz-checksum-mode"},
	}
)
