package main

import (
	"bytes"
	"context"
	"net/http"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
)

// demoPoints have a function that writes what is read in upper case.
func demoPoints() objectlambda.AccessPoints {
	return objectlambda.Static{"demo-upper": {
		Name: "demo-upper", Account: demoOwner, GetObject: objectlambda.Func(upper),
		Supporting: address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "demo-reading", Account: demoOwner, Region: "us-east-1"},
	}}
}

// upper answers with the original in upper case.
func upper(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
	original, err := e.Open(ctx, nil)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if _, err := original.WriteTo(&text); err != nil {
		return nil, err
	}
	return &objectlambda.Answer{
		Header: http.Header{"Content-Type": {"text/plain"}},
		Body:   bytes.NewReader(bytes.ToUpper(text.Bytes())), Length: int64(text.Len()),
	}, nil
}
