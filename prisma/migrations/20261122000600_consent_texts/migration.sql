-- The first versions of the two texts that people sign. A later wording is a new row with the next version: the table is
-- append-only, so that every signature keeps pointing at what was shown.

insert into "ConsentText" (id, key, version, body) values
(uuidv7(), 'RELEASE', 1,
'I allow the hospital named here to read the kinds of records ticked here, for this case only, so that its team can decide whether it can help and can write its opinion.

This covers the files that I add, and the files that my vet adds, if my vet agrees as well. The hospital does not see my vet''s files before both of us have signed.

The permission ends on the date shown here. I can end it earlier at any time on this page, without giving a reason. From then on the hospital can no longer open the records. It cannot unread what it has read, and a signed opinion keeps a list of the records it was based on.

My vet and I can see who opened which record, and when. Signing costs nothing.'),
(uuidv7(), 'AGREEMENT', 1,
'I agree that the hospital named here may read the kinds of records chosen here, as far as our practice adds them to this case, and that it may discuss the case with us. This holds only together with the owner''s release.

We remain the attending practice. The hospital advises and does not take the patient over; its answer comes to us and to the owner.

The agreement ends on the date shown here. We can end it earlier at any time, with effect for everything that has not been read yet. A signed opinion keeps a list of the records it was based on.

The owner and we can see who opened which record, and when. I may answer for the practice. This text does not replace the rules that our profession sets us.');

-- A word to the hospital may follow the signature; what was signed never changes.
grant update (comment) on "Agreement" to conferral_app;
